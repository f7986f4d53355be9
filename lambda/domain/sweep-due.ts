import { limits } from '../declared/limits.ts';
import type { Ports } from './ports.ts';
import { reread } from './reread.ts';

/** What is due, named by whose it is, or by itself where it is nobody's. */
interface DueEntry {
  readonly id?: string;
  readonly customerId?: string;
  readonly mailId?: string;
}

/** How long a sweep may go on, and how many entries of a shard it takes up at most. */
export interface Sweep {
  readonly until: Date;
  readonly perShard: number;
}

/** How many entries were moved on, and how many could not be handled. */
export interface Swept {
  readonly moved: number;
  readonly failed: number;
}

/** Acts on an entry, and again when it had changed meanwhile. @param move whether it moved on; otherwise it waits */
export const movedOn =
  <Entry>(move: (entry: Entry) => Promise<boolean>) =>
  async (entry: Entry) =>
    (await reread({ STALE_REVISION: 2 }, () => move(entry))) ? 'MOVED' : 'WAITING';

/**
 * Acts on everything that is due, shard by shard. Begins at another shard each minute, so that none is always last, and stops at `until`;
 * what is left stays due. One entry or shard that cannot be handled does not hold up the others.
 * @param from lists what is due in a shard; `lane` names it in log lines
 * @param from.fault the log line of an entry that cannot be handled
 * @param from.act says what came of an entry; FAILED: it was told of already
 * @returns how many entries were moved on, and how many could not be handled
 */
export async function sweepDue<Entry extends DueEntry>(
  deps: Pick<Ports, 'now' | 'log'>,
  from: {
    readonly lane: string;
    readonly fault: string;
    readonly due: (shard: number, until: Date, first: number) => Promise<readonly Entry[]>;
    readonly act: (entry: Entry) => Promise<'MOVED' | 'WAITING' | 'FAILED'>;
  },
  { until, perShard }: Sweep,
): Promise<Swept> {
  const found = { moved: 0, failed: 0 };
  const start = Math.floor(deps.now().getTime() / 60_000);
  for (let turn = 0; turn < limits.indexShards; turn++) {
    if (deps.now() >= until) return found;
    for (const entry of await dueIn((start + turn) % limits.indexShards)) {
      if (deps.now() >= until) return found;
      try {
        const outcome = await from.act(entry);
        if (outcome === 'MOVED') found.moved += 1;
        if (outcome === 'FAILED') found.failed += 1;
      } catch (error) {
        found.failed += 1;
        const { customerId, mailId, id } = entry;
        const named = {
          ...(id !== undefined && customerId === undefined && { recordId: id }),
          ...(customerId !== undefined && { customerId }),
          ...(mailId !== undefined && { mailId }),
        };
        deps.log.error(from.fault, named, error);
      }
    }
  }
  return found;

  /** Nothing when the shard cannot be read now: the next minute comes. */
  async function dueIn(shard: number): Promise<readonly Entry[]> {
    try {
      return await from.due(shard, deps.now(), perShard);
    } catch (error) {
      deps.log.error('due_not_read', { lane: `${from.lane}-${shard}` }, error);
      return [];
    }
  }
}
