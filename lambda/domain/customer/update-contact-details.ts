import { DomainError } from '../errors.ts';
import { parseContactDetails } from '../input/contact-details.ts';
import { lookupRows } from '../lookup.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { namesIn, type ReviseCall, type ReviseDeps, reviseDetails } from './revise-details.ts';

/**
 * The customer changes the own name or phone number; null removes the number. The email address is changed by an operation of its own,
 * since it must be verified first (P3.5).
 * @throws DomainError input issues, NOT_REGISTERED, STALE_REVISION
 */
export async function updateContactDetails(
  deps: ReviseDeps & Pick<Ports, 'phones'>,
  viewer: CustomerViewer,
  call: ReviseCall,
): Promise<{ customerId: string }> {
  const change = parseContactDetails(call.input);
  return reviseDetails(deps, viewer, call, {
    operation: 'updateContactDetails',
    action: 'UPDATE_CONTACT_DETAILS',
    dataClass: 'contact',
    fields: namesIn(change),
    change(before) {
      if (!before) throw new DomainError('INTEGRITY_VIOLATION');
      const { phone: phoneBefore, ...rest } = before;
      const phone = change.phone === undefined ? phoneBefore : change.phone;
      return { ...rest, name: change.name ?? before.name, ...(phone ? { phone } : {}) };
    },
    also: (customerId, before, after) => phoneWrites(deps, customerId, before?.phone, after.phone),
  });
}

/** The lookup rows follow the number, under every version of the index key. */
export async function phoneWrites(
  deps: Pick<Ports, 'blindIndex' | 'phones'>,
  customerId: string,
  before: string | undefined,
  after: string | undefined,
): Promise<readonly Write[]> {
  if (before === after) return [];
  const index = await deps.blindIndex.ready();
  return [
    ...(before === undefined ? [] : deps.phones.delete(index.allOf('phone', before), customerId)),
    ...(after === undefined
      ? []
      : deps.phones.put(lookupRows(index, 'PHONE', index.allOf('phone', after), customerId))),
  ];
}
