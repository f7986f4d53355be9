import { systemEntryOf } from '../audit/entry.ts';
import { confirmGiven } from '../correction/confirm-given.ts';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import { standing } from './address-standing.ts';
import { type EmailChange, ended, openPending } from './email-change.ts';
import { noteChanges } from './note-signals.ts';

export type SwitchDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'customers'
  | 'contactStates'
  | 'emailChanges'
  | 'emails'
  | 'changes'
  | 'signals'
  | 'fieldQuality'
>;

/**
 * Makes the new address the customer's own (P3.5), in one transaction: the sealed details, who owns which address under every version of
 * the index key, the contact state that the gate reads, the record, the mark on what was in doubt, the feed of changes and the audit row. A mail that waits goes to the new
 * address; one whose sending has begun goes to the old.
 * @throws DomainError STALE_REVISION when anything changed meanwhile; LINK_INVALID when the new address has another owner
 */
export async function switchAddress(
  deps: SwitchDeps,
  { change, contact, by }: { change: EmailChange; contact: ContactState; by: string },
): Promise<void> {
  const { customerId, emailIndexes, verifiedAt } = change;
  const [loaded] = await deps.customers.load([customerId]);
  if (!loaded || verifiedAt === undefined) throw new DomainError('INTEGRITY_VIOLATION');
  const { customer, keyring } = loaded;
  const [sealing, owner] = await Promise.all([
    deps.sealing.ready(['contact'], [keyring]),
    deps.emails.owner(contact.emailIndexes),
  ]);
  const details = openDetails(sealing, loaded, 'contact');
  if (!details) throw new DomainError('INTEGRITY_VIOLATION');
  const { email } = openPending(sealing, keyring, change);
  const { sealed } = sealing.sealClassBlob(keyring, 'contact', { ...details, email });
  const keys = deps.sealing.saveKeyring(keyring);
  const at = deps.now();
  const version = contact.version + 1;
  await deps.commit(
    [
      deps.emailChanges.replace(change, ended(change, 'SWITCHED', at)),
      deps.customers.replace(customer, {
        ...customer,
        version: customer.version + 1,
        addressState: 'VERIFIED',
        blobs: { ...customer.blobs, contact: sealed },
      }),
      ...(keys ? [keys] : []),
      deps.contactStates.replace(contact, {
        ...standing(contact, 'VERIFIED', 'CHANGED', at),
        emailIndexes,
        verifiedAt,
        version,
      }),
      ...deps.emails.insertOwner(emailIndexes, customerId),
      // Whoever never confirmed the old address does not own it: another may.
      ...(owner === customerId ? deps.emails.deleteOwner(contact.emailIndexes, customerId) : []),
      ...deps.emails.deleteClaim(contact.emailIndexes, customerId),
      ...deps.emails.deleteClaim(emailIndexes, customerId),
      deps.changes.insert({ id: deps.random.id(), customerId, kind: 'ADDRESS', at: at.toISOString() }),
      ...(await noteChanges(deps, customerId, { changes: ['email'], sets: ['email'] })),
      ...(await confirmGiven(deps, customerId, ['email'])),
    ],
    [systemEntryOf(by, deps.random.id(), { action: 'SWITCH_ADDRESS', customerId, fields: ['email'] })],
  );
}
