import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { type Sweep, type Swept, sweepDue } from '../sweep-due.ts';

export type ShredDeps = Pick<Ports, 'now' | 'random' | 'commit' | 'correspondents' | 'inboundBucket' | 'log'>;

/** Name of the deployed function that does this. */
const by = 'inboundMail';

/**
 * Forgets those correspondents whose time is over: by their day, or because an employee ended it (P1.4).
 * @returns how many were forgotten, and how many could not be
 */
export async function shredCorrespondents(deps: ShredDeps, sweep: Sweep): Promise<Swept> {
  const from = {
    lane: 'correspondents',
    fault: 'correspondent_not_shredded',
    due: async (shard: number, at: Date, first: number) =>
      (await deps.correspondents.due(shard, at, first)).map((customerId) => ({ customerId })),
    act: ({ customerId }: { readonly customerId: string }) => shredCorrespondent(deps, customerId),
  } as const;
  return sweepDue(deps, from, sweep);
}

/**
 * Removes all that is kept of one correspondent: the keys first, and from then on nothing of theirs can be opened; then the rows, their mails
 * among them; then the sealed attachments; at last the row that says that this is to be done, together with the audit row. Each step can be
 * repeated, so that a kill between two of them leaves the rest to the next sweep.
 * @returns WAITING when the time is not over, or somebody else was faster
 */
export async function shredCorrespondent(deps: ShredDeps, id: string): Promise<'MOVED' | 'WAITING'> {
  if (await deps.correspondents.load(id)) return 'WAITING';
  await deps.correspondents.shred(id);
  await deps.inboundBucket.deleteSealedOf(id);
  const entry = systemEntryOf(by, deps.random.id(), { action: 'SHRED_CORRESPONDENT', customerId: id });
  try {
    await deps.commit([deps.correspondents.remove(id)], [entry]);
    return 'MOVED';
  } catch (error) {
    if (error instanceof DomainError && error.code === 'STALE_REVISION') return 'WAITING';
    throw error;
  }
}
