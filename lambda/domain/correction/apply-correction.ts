import { consentWrites } from '../consent/consent-writes.ts';
import { guardianshipOf, isSameGuardianship } from '../consent/guardianship.ts';
import { noteChanges } from '../contact/note-signals.ts';
import { changedFields, fieldsSet } from '../customer/changed-fields.ts';
import type { BlobClass, Customer } from '../customer/customer.ts';
import type { IdentityDetails } from '../customer/details.ts';
import { openDetails } from '../customer/open-details.ts';
import { phoneWrites } from '../customer/update-contact-details.ts';
import { DomainError } from '../errors.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { GivenInformation } from '../request/given-information.ts';
import { confirmCorrected } from './mark-quality.ts';
import { valuesOf } from './sealed-correction.ts';

export type ApplyDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'blindIndex'
  | 'customers'
  | 'phones'
  | 'consents'
  | 'contactStates'
  | 'changes'
  | 'fieldQuality'
  | 'signals'
>;

/**
 * The rows of a correction taking effect: the class sealed as its next revision, the number's lookup, whether a guardian speaks for the
 * customer, the fields known to be right, and those just changed, which a request may soon contradict (P3.6). The caller saves the keyring.
 * @param contact where the correction may take effect only while this is so
 * @returns what was so before, of the fields corrected alone
 * @throws DomainError INTEGRITY_VIOLATION
 */
export async function applyCorrection(
  deps: ApplyDeps,
  sealing: ReadySealing,
  loaded: LoadedCustomer,
  dataClass: BlobClass,
  given: GivenInformation,
  contact?: ContactState,
): Promise<{ readonly before: Record<string, unknown>; readonly writes: readonly Write[] }> {
  const { customer, keyring } = loaded;
  const before = openDetails(sealing, loaded, dataClass);
  if (!before && dataClass === 'contact') throw new DomainError('INTEGRITY_VIOLATION');
  const after = { ...before, ...given[dataClass] };
  const { sealed } = sealing.sealClassBlob(keyring, dataClass, after);
  const record: Customer = {
    ...customer,
    version: customer.version + 1,
    blobs: { ...customer.blobs, [dataClass]: sealed },
  };
  const phoneOf = (details: object | undefined) => (details as { phone?: string } | undefined)?.phone;
  const phones =
    dataClass === 'contact' ? await phoneWrites(deps, customer.id, phoneOf(before), phoneOf(after)) : [];
  const guardian =
    dataClass === 'identity'
      ? await guardianWrites(deps, customer.id, after as IdentityDetails, contact)
      : [];
  // Replaced, it is so on the same condition.
  const unchanged = contact && guardian.length === 0 ? [deps.contactStates.unchanged(contact)] : [];
  const quality = await confirmCorrected(deps, customer.id, given.fields);
  const signals = await noteChanges(deps, customer.id, {
    changes: changedFields(before, after),
    sets: fieldsSet(before, after),
  });
  return {
    before: valuesOf(before, given.fields),
    writes: [
      deps.customers.replace(customer, record),
      ...phones,
      ...guardian,
      ...unchanged,
      ...quality,
      ...signals,
    ],
  };
}

/** A date of birth that is corrected may tell anew who speaks for the customer, and who did when they chose (L91 24). */
async function guardianWrites(
  deps: ApplyDeps,
  customerId: string,
  identity: IdentityDetails,
  read: ContactState | undefined,
): Promise<readonly Write[]> {
  const [before, contact] = await Promise.all([
    deps.consents.state(customerId),
    read ?? deps.contactStates.load(customerId),
  ]);
  if (!before || !contact) return [];
  const at = deps.now();
  const guardianship = guardianshipOf(identity, before, at);
  if (isSameGuardianship(guardianship, before)) return [];
  return consentWrites(deps, customerId, { before, facts: [], contact, at, guardianship }).writes;
}
