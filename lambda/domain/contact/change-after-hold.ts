import { entryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { begunAnew, type EmailChange, ended, said } from './email-change.ts';
import type { EmailHold } from './email-hold.ts';

/** Whether the customer, reached in whichever contact, said that requests were somebody else's. */
export const areAnothers = ({ contacts }: Pick<EmailHold, 'contacts'>): boolean =>
  contacts.some(({ confirmed }) => confirmed.includes('REQUESTS_ARE_NOT_MINE'));

/**
 * What becomes of a change of address under way as the hold is lifted (P3.5, P3.6). Where requests were somebody else's, it is stopped: its links
 * and its mail are dead with it. Else its 72 hours begin with the lift, and what the held mailbox agreed to counts for nothing. What staff help
 * with goes on as it was, for two people vouch for it; a yes of the held mailbox counts for nothing there either.
 */
export async function changeAfterHold(
  deps: Pick<Ports, 'now' | 'emailChanges'>,
  viewer: StaffViewer,
  hold: EmailHold,
): Promise<{ readonly writes: readonly Write[]; readonly audit: readonly AuditEntry[] }> {
  const change = await deps.emailChanges.load(hold.customerId);
  if (change?.state !== 'PENDING') return { writes: [], audit: [] };
  const { customerId, id: reference } = hold;
  const isStopped = !change.assisted && areAnothers(hold);
  const after = isStopped ? ended(change, 'STOPPED', deps.now()) : goingOn(change, deps.now());
  return {
    writes: [deps.emailChanges.replace(change, after)],
    audit: isStopped
      ? [entryOf(viewer, { action: 'STOP_EMAIL_CHANGE', customerId, reference, fields: ['email'] })]
      : [],
  };
}

/** An assisted change keeps its hours. */
const goingOn = (change: EmailChange, at: Date): EmailChange =>
  change.assisted ? said({ ...change, agreedAt: undefined }, {}) : begunAnew(change, at);
