import type { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { Viewer } from '../viewer.ts';
import { type ActFacts, entryOf } from './entry.ts';

/** Records that an act was refused, by itself: nothing else is written. */
export async function writeRefusal(
  deps: Pick<Ports, 'commit'>,
  input: { viewer: Viewer; facts: Omit<ActFacts, 'outcome' | 'code'>; refusal: DomainError },
): Promise<void> {
  const entry = entryOf(input.viewer, { ...input.facts, outcome: 'REFUSED', code: input.refusal.code });
  await deps.commit([], [entry]);
}
