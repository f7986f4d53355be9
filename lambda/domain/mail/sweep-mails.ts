import { limits } from '../../declared/limits.ts';
import { type MailLane, urgentLanes } from './lane.ts';
import { type SendMailDeps, sendMail } from './send-mail.ts';

/**
 * Sends what is due and was missed or postponed: mails the stream lost, whose next attempt has come, or whose sender vanished.
 * Duties first; what belongs to campaigns is left to their puller. Begins at another shard each minute, so that none is always last.
 * Stops at `until`; what is left stays due. One mail or shard that cannot be handled does not hold up the others.
 * @param by name of the deployed function that sweeps
 * @param perShard most mails taken of one shard of one lane
 * @returns how many mails were settled, and how many could not be handled.
 */
export async function sweepMails(
  deps: SendMailDeps,
  { by, until, perShard }: { by: string; until: Date; perShard: number },
): Promise<{ settled: number; failed: number }> {
  const found = { settled: 0, failed: 0 };
  const first = Math.floor(deps.now().getTime() / 60_000);
  for (const lane of urgentLanes)
    for (let turn = 0; turn < limits.indexShards; turn++) {
      const shard = (first + turn) % limits.indexShards;
      if (deps.now() >= until) return found;
      for (const { customerId, mailId } of await dueIn(deps, lane, shard, perShard)) {
        if (deps.now() >= until) return found;
        try {
          const outcome = await sendMail(deps, { customerId, mailId, by });
          if (outcome !== 'WAITING') found.settled += 1;
        } catch (error) {
          found.failed += 1;
          deps.log.error('mail_not_handled', { mailId, customerId }, error);
        }
      }
    }
  return found;
}

/** What is due in one shard; nothing when it cannot be read now: the next sweep comes in a minute. */
async function dueIn(
  deps: Pick<SendMailDeps, 'outbox' | 'now' | 'log'>,
  lane: MailLane,
  shard: number,
  first: number,
) {
  const place = { lane: `${lane}-${shard}` };
  try {
    const { mails, unreadable } = await deps.outbox.due(lane, shard, deps.now(), first);
    if (unreadable > 0) deps.log.error('due_item_unreadable', { ...place, count: unreadable });
    return mails;
  } catch (error) {
    deps.log.error('due_not_read', place, error);
    return [];
  }
}
