import {
  type DataClass,
  mayView,
  type ProcessingPurpose,
  processingPurposes,
  rolePurposes,
} from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import { isDisclosureId } from '../disclosure/disclosure-id.ts';
import { hasEnded } from '../disclosure/disclosure-moves.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { mayBeReference, reachOfReference } from '../request/judge-reference.ts';
import type { JudgedPurpose, StaffViewer } from '../viewer.ts';

/**
 * Purpose and reference of a clear read as far as the request itself tells (P1.1): a purpose that one of the viewer's roles may name, and
 * a reference that has the form of a request of ours, or of the outside ticket system's, or with LEGAL_DUTY of a disclosure. Whose it is, and
 * whether that role reads what is asked for, the value gate asks.
 * @throws DomainError PURPOSE_REQUIRED, PURPOSE_NOT_ALLOWED, REFERENCE_REQUIRED, REFERENCE_UNKNOWN
 */
export function judgePurpose(deps: Pick<Ports, 'settings'>, viewer: StaffViewer): JudgedPurpose {
  const { purpose, reference } = viewer;
  if (!purpose) throw new DomainError('PURPOSE_REQUIRED');
  if (!isPurpose(purpose) || !viewer.roles.some((role) => rolePurposes[role].includes(purpose)))
    throw new DomainError('PURPOSE_NOT_ALLOWED');
  if (!reference) throw new DomainError('REFERENCE_REQUIRED');
  if (!mayBeReference(deps.settings, reference) && !isOnOrder({ purpose, reference }))
    throw new DomainError('REFERENCE_UNKNOWN');
  return { purpose, reference };
}

/** Whether a duty of law is named by the disclosure that it is about. */
const isOnOrder = ({ purpose, reference }: JudgedPurpose): boolean =>
  purpose === 'LEGAL_DUTY' && isDisclosureId(reference);

/**
 * An order that has not ended, names this customer, and was brought by somebody else: nobody opens one to read by it (P6.5). Its own document
 * is read under its own id alone, as long as it is kept.
 */
async function isOrderedOf(
  deps: Pick<Ports, 'disclosures'>,
  { subject }: StaffViewer,
  customerId: string,
  reference: string,
): Promise<boolean> {
  const order = await deps.disclosures.load(reference);
  if (order?.basis.kind !== 'LEGAL_ORDER') return false;
  if (customerId === reference) return true;
  if (hasEnded(order)) return false;
  return order.openedBy !== subject && order.customerIds.includes(customerId);
}

function isPurpose(text: string): text is ProcessingPurpose {
  return (processingPurposes as readonly string[]).includes(text);
}

/**
 * What a clear read is for must be named by a role that reads each class of it, not by another role of the same employee (P6.4); and be open, and
 * this very customer's (P1.1). A request whose sender nothing proves, or that is kept in quarantine, is good for its own words alone (P3.6). A
 * duty of law may name the open order that names the customer (P6.5). What does not reach is recorded: whoever may read can try references.
 * @param read whose it is, what classes, and whether all that is read was written in the very request that the reference names
 * @throws DomainError PURPOSE_NOT_ALLOWED, REFERENCE_UNKNOWN
 */
export async function requireAllowedRead(
  deps: Pick<Ports, 'commit' | 'settings' | 'requests' | 'disclosures'>,
  viewer: StaffViewer,
  read: {
    readonly customerId: string | undefined;
    readonly classes: readonly DataClass[];
    readonly ofOneRequest: boolean;
  },
  { purpose, reference }: JudgedPurpose,
): Promise<void> {
  const { customerId, classes, ofOneRequest } = read;
  if (customerId === undefined) return;
  const named = viewer.roles.filter((role) => rolePurposes[role].includes(purpose));
  const isOfRole = classes.every((dataClass) => named.some((role) => mayView(role, dataClass, 'value')));
  const isOfOrder = isOnOrder({ purpose, reference });
  const isOrders = isDisclosureId(customerId);
  if (isOfRole) {
    if (isOfOrder && (await isOrderedOf(deps, viewer, customerId, reference))) return;
    const reach = isOfOrder || isOrders ? undefined : await reachOfReference(deps, customerId, reference);
    if (reach === 'SUBJECT' || (reach === 'OWN_WORDS' && ofOneRequest)) return;
  }
  const code = isOfRole ? 'REFERENCE_UNKNOWN' : 'PURPOSE_NOT_ALLOWED';
  const refusal = { action: 'READ', outcome: 'REFUSED', code, purpose, reference } as const;
  await deps.commit([], [entryOf(viewer, { ...refusal, ...(isOrders ? {} : { customerId }) })]);
  throw new DomainError(code);
}
