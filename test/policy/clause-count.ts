import { type ClauseId, clauseIds } from './clauses.ts';

/** A test as a run told it. */
export interface ToldTest {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
}

/** What a run proved. Each clause stands in one of the first three. */
export interface ClauseCount {
  /** At least one test, and all of them passed. */
  readonly proven: readonly ClauseId[];
  /** A test failed, was skipped or did not end. */
  readonly broken: readonly ClauseId[];
  /** No test. */
  readonly open: readonly ClauseId[];
  /** Ids in titles that are no clause. */
  readonly unknown: readonly string[];
}

/** The clause ids that a title begins with: `P6.4: …` or `P0.1, P6.3: …`. None when it does not begin so. */
export function clausesNamedIn(title: string): readonly string[] {
  const [, ids] = /^(P\d+\.\d+(?:, ?P\d+\.\d+)*):/.exec(title) ?? [];
  return ids === undefined ? [] : ids.split(/, ?/);
}

/** Counts clauses from tests: one that did not pass takes the proof away, however many others passed. */
export function countClauses(tests: readonly ToldTest[]): ClauseCount {
  const states = new Map<string, boolean>();
  for (const { title, state } of tests)
    for (const id of clausesNamedIn(title)) states.set(id, (states.get(id) ?? true) && state === 'passed');
  return {
    proven: clauseIds.filter((id) => states.get(id) === true),
    broken: clauseIds.filter((id) => states.get(id) === false),
    open: clauseIds.filter((id) => !states.has(id)),
    unknown: [...states.keys()].filter((id) => !(clauseIds as readonly string[]).includes(id)),
  };
}
