import { limits } from '../../declared/limits.ts';
import { type SendMailDeps, sendMail } from './send-mail.ts';

/**
 * Sends what is due and was missed or postponed: mails the stream lost, whose next attempt has come, or whose sender vanished.
 * Stops at `until`; what is left stays due. One mail that cannot be handled does not hold up the others.
 * @param by name of the deployed function that sweeps
 * @param perShard most mails taken of one shard
 * @returns how many mails were settled, and how many could not be handled.
 */
export async function sweepMails(
  deps: SendMailDeps,
  { by, until, perShard }: { by: string; until: Date; perShard: number },
): Promise<{ settled: number; failed: number }> {
  const found = { settled: 0, failed: 0 };
  for (let shard = 0; shard < limits.indexShards; shard++) {
    for (const { customerId, mailId } of await deps.outbox.due(shard, deps.now(), perShard)) {
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
