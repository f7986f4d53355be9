import { DomainError } from '../errors.ts';
import { sentThreadKey } from '../inbound/thread-keys.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { Mail, MailState } from './mail.ts';

/** What every change of a mail is written with. */
export type MailWriteDeps = Pick<Ports, 'outbox' | 'campaigns' | 'notices' | 'threads' | 'now'>;

/** The reader's mail server has it: SES alone having it tells nothing to anybody. */
const arrived: readonly MailState[] = ['DELIVERED', 'COMPLAINED'];

/**
 * The rows that stand beside every change of a mail, in its transaction: the campaign's counters, so that they always add up, the notice of a
 * policy version that has reached its reader by it (P0.2), and the thread of a mail about a request, by SES's id once that is known.
 * @throws DomainError INTEGRITY_VIOLATION when the campaign of a notice that arrived is not there any more
 */
export async function mailWrites(deps: MailWriteDeps, before: Mail, after: Mail): Promise<readonly Write[]> {
  const writes = [deps.outbox.replace(before, after), ...threadOf(deps, before, after)];
  const { campaignId } = after;
  if (campaignId === undefined || before.state === after.state) return writes;
  writes.push(deps.campaigns.count(after, before.state, after.state));
  if (after.template === 'POLICY_CHANGE' && arrived.includes(after.state) && !arrived.includes(before.state))
    writes.push(await noticeHandedOut(deps, after, campaignId));
  return writes;
}

async function noticeHandedOut(deps: MailWriteDeps, mail: Mail, campaignId: string): Promise<Write> {
  const version = (await deps.campaigns.load(campaignId))?.policyVersion;
  if (version === undefined) throw new DomainError('INTEGRITY_VIOLATION');
  const at = deps.now().toISOString();
  return deps.notices.handOut(mail.customerId, { version, at, by: 'MAIL', language: mail.language });
}

/** What answers the mail names it by the id that SES gave it. */
function threadOf(deps: MailWriteDeps, before: Mail, after: Mail): readonly Write[] {
  const { customerId: subjectId, reference, messageId } = after;
  if (reference === undefined || !messageId || messageId === before.messageId) return [];
  return deps.threads.put([sentThreadKey(messageId)], { subjectId, reference });
}
