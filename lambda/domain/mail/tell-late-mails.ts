import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import type { Ports } from '../ports.ts';
import { dateBefore } from '../span.ts';
import { urgentLanes } from './lane.ts';

/** A mail that has been due for so long is late: the stream and many sweeps have passed it by. */
const late = { minutes: 15 };

/**
 * Measures how long the mails that somebody waits for have been due, and wakes someone when they are late; a campaign takes its time. Counts the
 * shards that hold a late one.
 */
export async function tellLateMails(deps: Pick<Ports, 'outbox' | 'now' | 'log'>): Promise<void> {
  const now = deps.now();
  const lateSince = dateBefore(now, late);
  let count = 0;
  let oldest = now.toISOString();
  for (const lane of urgentLanes)
    for (let shard = 0; shard < limits.indexShards; shard++) {
      const { mails, unreadable } = await deps.outbox.due(lane, shard, now, 1);
      const [first] = mails;
      if (first && first.dueAt < oldest) oldest = first.dueAt;
      // What cannot be read stands before others and has no instant to judge by: the index is asked for what is late alone.
      const late = unreadable === 0 ? undefined : await deps.outbox.due(lane, shard, lateSince, 1);
      const isLate = late
        ? late.mails.length + late.unreadable > 0
        : first && first.dueAt <= lateSince.toISOString();
      if (isLate) count += 1;
    }
  deps.log.info('outbox_measured', { seconds: Math.floor((now.getTime() - Date.parse(oldest)) / 1000) });
  if (count > 0) deps.log.error(alarmingLogLines.outboxLate.event, { count });
}
