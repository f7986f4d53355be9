import { useCallback, useEffect, useState } from 'react';
import { Refusal } from '../client.ts';
import type { PersistedDocument } from '../persisted-document.ts';
import { useDemo } from './context.ts';

export interface Answered<Result> {
  /** The last answer; stays while a newer one is on its way. */
  readonly data: Result | undefined;
  readonly refusal: Refusal | undefined;
  reload(): void;
}

/** Asks when the page opens, when the language or what it follows changes, and whenever it is told to. */
export function useAnswer<Result, Variables>(
  document: PersistedDocument<Result, Variables>,
  variables: Variables,
  wanted = true,
  follows: string | number = 0,
): Answered<Result> {
  const { ask } = useDemo();
  const [answer, setAnswer] = useState<{ data?: Result; refusal?: Refusal }>({});
  const [round, setRound] = useState(0);
  const asked = JSON.stringify(variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` and `follows` are how it is asked again.
  useEffect(() => {
    if (!wanted) return setAnswer({});
    let current = true;
    const take = (next: (before: { data?: Result }) => { data?: Result; refusal?: Refusal }) => {
      if (current) setAnswer(next);
    };
    ask(document, JSON.parse(asked) as Variables).then(
      (data) => take(() => ({ data })),
      (error: unknown) => take((before) => ({ ...before, refusal: refusalOf(error) })),
    );
    return () => {
      current = false;
    };
  }, [ask, document, asked, wanted, follows, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { data: answer.data, refusal: answer.refusal, reload };
}

export const refusalOf = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal('UNREADABLE');
