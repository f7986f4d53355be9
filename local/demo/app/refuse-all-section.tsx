import type { ReactNode } from 'react';
import { type ChoicesFragment, RefuseAllEmailDocument } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { useForm } from './use-form.ts';

/** Every mail that can be refused, by one button (P2.6). */
export function RefuseAllSection(props: {
  readonly onChange: (consents: ChoicesFragment) => void;
}): ReactNode {
  const { ask, say } = useDemo();
  const form = useForm(async (_, idempotencyKey) => {
    const { me, errors } = (await ask(RefuseAllEmailDocument, { input: { idempotencyKey } })).refuseAllEmail;
    if (me?.consents) props.onChange(me.consents);
    return errors;
  });
  return (
    <section aria-labelledby="refuse-all-title">
      <h2 id="refuse-all-title">{say('refuseAllTitle')}</h2>
      <p>{say('refuseAllText')}</p>
      <Form state={form} label={say('refuseAllTitle')} button={say('refuseAll')} done={say('refusedAll')} />
    </section>
  );
}
