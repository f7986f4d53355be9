import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { emailAddress } from '../input/email-address.ts';
import { text } from '../input/text.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { isReferenceOf, mayBeReference } from '../request/judge-reference.ts';
import { after } from '../span.ts';
import type { StaffViewer } from '../viewer.ts';
import { sealPending } from './email-change.ts';
import { draftChange, insertChange, newIndexes, type RequestChangeDeps } from './request-email-change.ts';

/** What staff write: letters of any script, digits, punctuation. */
const evidenceText = text({ longest: 1000, shortest: 10, characters: /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u });

export interface AssistCall {
  readonly idempotencyKey: string;
  readonly customerId: string;
  readonly email: unknown;
  readonly evidence: unknown;
  readonly ticket: string;
}

/**
 * Support asks for a change on behalf of a customer who lost the mailbox (P3.5), in an open request of the customer's or in a ticket, with what was seen as proof, which is sealed. Nothing is
 * sent before a second employee approves; then it goes the way of every other: confirmed at the new address, told to the old, 72 hours.
 * @throws DomainError input issues, TICKET_REQUIRED (nothing open of this customer), NOT_FOUND, SAME_ADDRESS
 */
export async function assistEmailChange(
  deps: RequestChangeDeps & Pick<Ports, 'requests'>,
  viewer: StaffViewer,
  call: AssistCall,
): Promise<{ customerId: string; changeId: string }> {
  const { idempotencyKey, customerId } = call;
  const email = parseInput(emailAddress, call.email, ['email']);
  const evidence = parseInput(evidenceText, call.evidence, ['evidence']);
  const ticket = call.ticket.trim();
  if (!mayBeReference(deps.settings, ticket)) throw new DomainError('TICKET_REQUIRED', ['ticket']);
  const requestedBy = `staff:${viewer.subject}`;
  const input = [customerId, email, evidence, ticket];
  const scope = { caller: requestedBy, operation: 'assistEmailChange', idempotencyKey, input };
  return once(deps, scope, async () => {
    const contact = await deps.contactStates.load(customerId);
    const [loaded] = await deps.customers.load([customerId]);
    if (!contact || !loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    if (!(await isReferenceOf(deps, customerId, ticket)))
      throw new DomainError('TICKET_REQUIRED', ['ticket']);
    const { keyring } = loaded;
    const emailIndexes = await newIndexes(deps, contact, email);
    const sealing = await deps.sealing.ready(['contact'], [keyring]);
    const drafted = draftChange(deps, { customerId, emailIndexes, requestedBy });
    const change = {
      ...drafted,
      assisted: { ticket },
      sealed: sealPending(sealing, keyring, drafted.id, { email, evidence }),
      dueAt: after(deps.now(), { days: limits.emailChangeApprovalDays }),
    };
    const inserted = await insertChange(deps, change);
    const keys = deps.sealing.saveKeyring(keyring);
    return {
      writes: [deps.contactStates.unchanged(contact), ...inserted, ...(keys ? [keys] : [])],
      audit: [
        entryOf(viewer, {
          action: 'ASSIST_EMAIL_CHANGE',
          customerId,
          reference: ticket,
          fields: ['email'],
        }),
      ],
      result: { customerId, changeId: change.id },
    };
  });
}
