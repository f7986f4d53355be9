import type { Ports } from '../ports.ts';
import type { Mail, MailState } from './mail.ts';

export type SettleDeps = Pick<Ports, 'commit' | 'outbox' | 'log'>;

/** Writes what became of a mail. @throws DomainError STALE_REVISION when someone else settled it meanwhile. */
export async function settleMail(deps: SettleDeps, before: Mail, after: Mail): Promise<MailState> {
  await deps.commit([deps.outbox.replace(before, after)], []);
  deps.log.info('mail_settled', {
    mailId: after.id,
    customerId: after.customerId,
    requestId: after.requestId,
    state: after.state,
    attempt: after.attempt,
    ...(after.reason === undefined ? {} : { code: after.reason }),
  });
  return after.state;
}
