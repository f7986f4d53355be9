import { DomainError } from '../errors.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { MailPage } from '../ports/mails.ts';
import type { Ports } from '../ports.ts';
import type { Mail, MailState } from './mail.ts';

/**
 * One page of a customer's mails, newest first: what was said of each, never its words.
 * @throws DomainError INVALID_FORMAT for `first` outside 1 to 50; CURSOR_INVALID
 */
export async function listMails(
  deps: Pick<Ports, 'outbox'>,
  input: { readonly customerId: string; readonly first: number; readonly after: string | undefined },
): Promise<MailPage> {
  const { customerId, first, after } = input;
  requirePageSize(first);
  if (after !== undefined && !/^[0-9A-HJKMNP-TV-Z]{10}-[0-9A-Z]{26}$/.test(after))
    throw new DomainError('CURSOR_INVALID', ['after']);
  return deps.outbox.ofCustomer(customerId, first, after);
}

export type ShownMailState = Exclude<MailState, 'DIVERTED'>;

/**
 * The state as anybody is told it. A verification that went to the owner of the address instead looks sent; so that it looks like every
 * other, no verification is told to have arrived (P3.5).
 */
export function shownState({ state, purpose }: Pick<Mail, 'state' | 'purpose'>): ShownMailState {
  if (state === 'DIVERTED') return 'SENT';
  const isLater = state === 'DELIVERED' || state === 'COMPLAINED';
  return purpose === 'EMAIL_VERIFICATION' && isLater ? 'SENT' : state;
}

/** The code beside the state, where it tells no more than the state does. */
export function shownReason(mail: Pick<Mail, 'state' | 'purpose' | 'reason'>): string | undefined {
  return mail.purpose === 'EMAIL_VERIFICATION' && shownState(mail) === 'SENT' ? undefined : mail.reason;
}
