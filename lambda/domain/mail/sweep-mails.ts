import { type Sweep, sweepDue } from '../sweep-due.ts';
import { type MailLane, urgentLanes } from './lane.ts';
import { type SendMailDeps, sendMail } from './send-mail.ts';

/**
 * Sends what is due and was missed or postponed: mails the stream lost, whose next attempt has come, or whose sender vanished.
 * Duties first; what belongs to campaigns is left to their puller.
 * @param by name of the deployed function that sweeps
 * @param perShard most mails taken of one shard of one lane
 * @returns how many mails were settled, and how many could not be handled.
 */
export async function sweepMails(
  deps: SendMailDeps,
  { by, ...sweep }: Sweep & { readonly by: string },
): Promise<{ settled: number; failed: number }> {
  const found = { settled: 0, failed: 0 };
  for (const lane of urgentLanes) {
    const from = {
      lane,
      fault: 'mail_not_handled',
      due: (shard: number, at: Date, first: number) => dueIn(deps, lane, shard, at, first),
      act: async (mail: { customerId: string; mailId: string }) =>
        (await sendMail(deps, { ...mail, by })) === 'WAITING' ? 'WAITING' : 'MOVED',
    } as const;
    const { moved, failed } = await sweepDue(deps, from, sweep);
    found.settled += moved;
    found.failed += failed;
  }
  return found;
}

/** What is due in one shard; items that are no mail's are passed over and told of. */
async function dueIn(
  deps: Pick<SendMailDeps, 'outbox' | 'log'>,
  lane: MailLane,
  shard: number,
  until: Date,
  first: number,
) {
  const { mails, unreadable } = await deps.outbox.due(lane, shard, until, first);
  if (unreadable > 0) deps.log.error('due_item_unreadable', { lane: `${lane}-${shard}`, count: unreadable });
  return mails;
}
