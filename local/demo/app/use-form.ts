import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../client.ts';
import { type FormErrors, noErrors, type Problem, placeErrors } from '../field-errors.ts';
import { useDemo } from './context.ts';
import { refusalOf } from './use-answer.ts';

/** What a person typed: by the name of the control, trimmed; what is empty or not ticked is not there. */
export type Filled = Readonly<Partial<Record<string, string>>>;

export interface FormState {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly errors: FormErrors;
  /** Somebody changed the record meanwhile: it must be loaded again first. */
  readonly stale: boolean;
  readonly refusal: Refusal | undefined;
  readonly busy: boolean;
  readonly done: boolean;
  submit(event: FormEvent<HTMLFormElement>): void;
}

/**
 * A form that is sent by script. The idempotency key is made once for each filling: when no answer came, sending the same again is the
 * same act; another content, or a content that was answered, is a new one. When the record's revision changes, the form shows the record
 * anew.
 */
export function useForm(
  send: (filled: Filled, idempotencyKey: string) => Promise<readonly Problem[]>,
  revision = 0,
): FormState {
  const { language } = useDemo();
  const form = useRef<HTMLFormElement>(null);
  const unanswered = useRef<{ content: string; key: string } | undefined>(undefined);
  const [state, setState] = useState<Outcome>(begun);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (state.errors === noErrors && !state.refusal) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus();
  }, [state]);

  // What the API said, it said in the language of then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language is what it follows.
  useEffect(() => setState(({ done }) => ({ ...begun, done })), [language]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision is what it follows.
  useEffect(() => {
    form.current?.reset();
    setState(({ done }) => ({ ...begun, done }));
  }, [revision]);

  const act = async (element: HTMLFormElement) => {
    const filled = filledIn(element);
    const content = JSON.stringify(filled);
    if (unanswered.current?.content !== content) unanswered.current = { content, key: crypto.randomUUID() };
    setBusy(true);
    try {
      const problems = await send(filled, unanswered.current.key);
      unanswered.current = undefined;
      const done = problems.length === 0;
      const errors = done ? noErrors : placeErrors(problems, controlsOf(element));
      setState({ ...begun, errors, done, stale: problems.some(({ code }) => code === 'STALE_REVISION') });
    } catch (error) {
      setState({ ...begun, refusal: refusalOf(error) });
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) void act(event.currentTarget);
  };
  return { form, ...state, busy, submit };
}

type Outcome = Pick<FormState, 'errors' | 'stale' | 'refusal' | 'done'>;
const begun: Outcome = { errors: noErrors, stale: false, refusal: undefined, done: false };

const controlsOf = (form: HTMLFormElement): string[] =>
  [...form.elements].map((control) => control.getAttribute('name') ?? '').filter((name) => name !== '');

function filledIn(form: HTMLFormElement): Filled {
  const entries = [...new FormData(form)].map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : '',
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
