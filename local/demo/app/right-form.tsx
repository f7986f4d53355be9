import { type ReactNode, useId } from 'react';
import { Form } from './form.tsx';
import type { FormState } from './use-form.ts';

/** A right: what it does, and the button that asks for it. */
export function RightForm(props: {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly done: string;
  readonly form: FormState;
  readonly children?: ReactNode;
}): ReactNode {
  const id = useId();
  const { title, text, button, done, form, children } = props;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>{text}</p>
      <Form state={form} label={title} button={button} done={done}>
        {children}
      </Form>
    </section>
  );
}
