import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { DomainError } from '../errors.ts';
import type { Mail, MailState } from './mail.ts';
import { type SettleDeps, settleMail } from './settle-mail.ts';
import { failed, nextStep, remembering } from './transitions.ts';

/**
 * A mail, a campaign or a customer that is not what was stored: nothing may be sent on its word, and nothing waits for it. A row that can
 * be read at all is failed as any other, and counted; one that cannot is taken out of the way.
 * @param code why
 * @returns the state it was left in: UNCERTAIN when SES may have taken it before
 */
export async function parkMail(
  deps: SettleDeps,
  { customerId, mailId }: { readonly customerId: string; readonly mailId: string },
  code: string,
): Promise<MailState | 'WAITING'> {
  const mail = await readable(deps, customerId, mailId);
  // Somebody else read it whole meanwhile: it is theirs.
  if (mail && nextStep(mail, deps.now()) === 'WAIT') return 'WAITING';
  deps.log.error(alarmingLogLines.mailParked.event, { mailId, customerId, code });
  if (mail) return settleMail(deps, mail, failed(remembering(mail), code));
  await deps.outbox.park(customerId, mailId, code);
  return 'FAILED';
}

async function readable(
  deps: Pick<SettleDeps, 'outbox'>,
  customerId: string,
  mailId: string,
): Promise<Mail | undefined> {
  try {
    return await deps.outbox.load(customerId, mailId);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INTEGRITY_VIOLATION') return undefined;
    throw error;
  }
}
