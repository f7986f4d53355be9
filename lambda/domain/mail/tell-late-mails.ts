import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import type { Ports } from '../ports.ts';
import { urgentLanes } from './lane.ts';

/** A mail that has been due for so long is late: the stream and many sweeps have passed it by. */
const lateMilliseconds = 15 * 60_000;

/** Wakes someone when mails that somebody waits for are late; a campaign takes its time. Counts the shards that hold one. */
export async function tellLateMails(deps: Pick<Ports, 'outbox' | 'now' | 'log'>): Promise<void> {
  const until = new Date(deps.now().getTime() - lateMilliseconds);
  let count = 0;
  for (const lane of urgentLanes)
    for (let shard = 0; shard < limits.indexShards; shard++) {
      const { mails, unreadable } = await deps.outbox.due(lane, shard, until, 1);
      if (mails.length + unreadable > 0) count += 1;
    }
  if (count > 0) deps.log.error(alarmingLogLines.outboxLate.event, { count });
}
