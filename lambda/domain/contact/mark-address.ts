import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import type { Mail } from '../mail/mail.ts';
import type { AddressMark } from '../mail/mail-event.ts';
import type { Write } from '../ports/commit.ts';
import type { AddressState, ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import { softBouncesNext, standing } from './address-standing.ts';
import { type ComplaintDeps, complaintRefusal } from './complaint-refusal.ts';

interface Marking {
  readonly mail: Mail;
  readonly mark: AddressMark;
  /** Name of the deployed function. */
  readonly by: string;
}

export type MarkAddressDeps = ComplaintDeps & Pick<Ports, 'customers'>;

interface Marked {
  readonly writes: readonly Write[];
  readonly audit: readonly AuditEntry[];
}

/**
 * What becomes of an address by what became of a mail to it: a hard bounce or a complaint closes it, so do soft bounces that are many in a
 * few days; nothing goes there any more but what confirms it anew (P3.2). An address that the customer has no more, that was confirmed
 * since, or that is closed already, is left as it is. A complaint about marketing also refuses it.
 */
export async function markAddress(deps: MarkAddressDeps, input: Marking): Promise<Marked> {
  const { mail, mark, by } = input;
  const { customerId } = mail;
  const read = await deps.contactStates.load(customerId);
  const customer = await deps.customers.record(customerId);
  if (!read || !customer) return { writes: [], audit: [] };
  const after = isStillIts(read, mail) ? markedBy(read, mark, deps.now()) : undefined;
  const refusal =
    mark === 'COMPLAINT' && (await complaintRefusal(deps, { mail, contact: after ?? read, by }));
  if (!after) return { writes: refusal || [], audit: [] };
  const contact = deps.contactStates.replace(read, { ...after, version: read.version + 1 });
  if (after.addressState === read.addressState) return { writes: [contact], audit: [] };
  const { addressState } = after;
  return {
    writes: [
      ...(refusal || [contact]),
      deps.customers.replace(customer, { ...customer, version: customer.version + 1, addressState }),
      deps.changes.insert({
        id: deps.random.id(),
        customerId,
        kind: 'ADDRESS',
        at: deps.now().toISOString(),
      }),
    ],
    audit: [
      systemEntryOf(by, mail.requestId, {
        action: 'MARK_ADDRESS',
        code: addressState,
        customerId,
        mailId: mail.id,
        fields: ['email'],
      }),
    ],
  };
}

/** States that a mark leaves as they are: what was closed for more. */
const leaves: Readonly<Record<AddressMark, readonly AddressState[]>> = {
  SOFT_BOUNCE: ['BOUNCING', 'COMPLAINED', 'GIVEN_UP'],
  HARD_BOUNCE: ['BOUNCING', 'COMPLAINED', 'GIVEN_UP'],
  COMPLAINT: ['COMPLAINED'],
};

/** Undefined when the mark says nothing new. */
function markedBy(state: ContactState, mark: AddressMark, at: Date): ContactState | undefined {
  if (leaves[mark].includes(state.addressState)) return undefined;
  if (mark === 'COMPLAINT') return standing(state, 'COMPLAINED', 'COMPLAINT', at);
  if (mark === 'HARD_BOUNCE') return standing(state, 'BOUNCING', 'HARD_BOUNCE', at);
  const softBounces = softBouncesNext(state, at);
  if (softBounces.length < limits.softBounces) return { ...state, softBounces };
  return { ...standing(state, 'BOUNCING', 'SOFT_BOUNCES', at), softBounces };
}

/** Whether the mail went to the address that the customer has now, and that was not confirmed after it. */
function isStillIts({ emailIndexes, verifiedAt }: ContactState, { sentTo, begunAt }: Mail): boolean {
  if (sentTo === undefined || begunAt === undefined || !emailIndexes.includes(sentTo)) return false;
  return verifiedAt === undefined || verifiedAt <= begunAt;
}
