import type { Ports } from '../ports.ts';
import type { Mail, MailState } from './mail.ts';
import { type MailWriteDeps, mailWrites } from './mail-writes.ts';

export type SettleDeps = MailWriteDeps & Pick<Ports, 'commit' | 'log'>;

/** Writes what became of a mail. @throws DomainError STALE_REVISION when someone else settled it meanwhile. */
export async function settleMail(deps: SettleDeps, before: Mail, after: Mail): Promise<MailState> {
  await deps.commit(await mailWrites(deps, before, after), []);
  logSettled(deps, after);
  return after.state;
}

export function logSettled(deps: Pick<Ports, 'log'>, mail: Mail): void {
  deps.log.info('mail_settled', {
    mailId: mail.id,
    customerId: mail.customerId,
    requestId: mail.requestId,
    state: mail.state,
    attempt: mail.attempt,
    ...(mail.reason === undefined ? {} : { code: mail.reason }),
  });
}
