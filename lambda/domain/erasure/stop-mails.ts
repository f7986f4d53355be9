import { limits } from '../../declared/limits.ts';
import type { Mail } from '../mail/mail.ts';
import { type MailWriteDeps, mailWrites } from '../mail/mail-writes.ts';
import { withheld } from '../mail/transitions.ts';
import type { Ports } from '../ports.ts';
import { milliseconds } from '../span.ts';
import type { Erasure } from './erasure.ts';
import type { ErasurePorts } from './erasure-ports.ts';

/** Mails of one transaction: each has its row, its campaign's count and its thread at most. */
const mailsAtOnce = 30;

/**
 * Suppresses the mails that wait. Those that answer the customer go first, for a while: the last thing CloudFly says is that the request is
 * granted. One that is being handed over just now is not taken from its sender.
 * @returns WAIT: there is such a mail
 */
export async function stopMails(
  deps: MailWriteDeps & Pick<Ports, 'commit'> & Pick<ErasurePorts, 'customerRows'>,
  { customerId, startedAt }: Pick<Erasure, 'customerId' | 'startedAt'>,
): Promise<'STOPPED' | 'WAIT'> {
  const pending = await deps.customerRows.pendingMails(customerId);
  const now = deps.now();
  const patience = Date.parse(startedAt) + milliseconds({ hours: limits.erasureAnswerHours });
  const isLeft = ({ state, leaseUntil, purpose }: Mail) =>
    (state === 'SENDING' && leaseUntil !== undefined && Date.parse(leaseUntil) > now.getTime()) ||
    (state === 'QUEUED' && purpose === 'REQUEST_ANSWER' && patience > now.getTime());
  const stopped = pending.filter((mail) => !isLeft(mail));
  for (let from = 0; from < stopped.length; from += mailsAtOnce) {
    const some = stopped.slice(from, from + mailsAtOnce);
    const writes = await Promise.all(some.map((mail) => mailWrites(deps, mail, withheld(mail, 'ERASED'))));
    await deps.commit(writes.flat(), []);
  }
  return stopped.length < pending.length ? 'WAIT' : 'STOPPED';
}
