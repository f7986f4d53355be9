import { changedFields, fieldsSet } from '../customer/changed-fields.ts';
import type { BlobClass } from '../customer/customer.ts';
import type { IdentityDetails } from '../customer/details.ts';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import { confirming, type GivenInformation } from './given-information.ts';

/** The details of a customer with what was given of them, and what is to follow. */
export interface MergedInformation {
  readonly blobs: Readonly<Partial<Record<BlobClass, Uint8Array>>>;
  readonly phoneBefore: string | undefined;
  readonly phoneAfter: string | undefined;
  /** Where anything of it was given, all of it: it may tell whether a guardian speaks for the customer. */
  readonly identity: IdentityDetails | undefined;
  /** Fields that had a value and have another. */
  readonly changes: readonly string[];
  /** Fields that are otherwise than before, the first time included. */
  readonly sets: readonly string[];
  /** Payment details were there before, and were given again. */
  readonly isPayment: boolean;
}

/**
 * Every class that something was given of, opened, changed and sealed again.
 * @param isByLink by the link of a mail alone: payment details are supplied and confirmed, and replaced by the signed-in customer only (P3.6)
 * @throws DomainError ALREADY_PROVIDED for each detail of identity, by link of payment too, with another value than before;
 *   INTEGRITY_VIOLATION
 */
export function mergeGiven(
  sealing: ReadySealing,
  loaded: LoadedCustomer,
  given: GivenInformation,
  isByLink: boolean,
): MergedInformation {
  const { keyring } = loaded;
  const blobs: Partial<Record<BlobClass, Uint8Array>> = {};
  const changes: string[] = [];
  const sets: string[] = [];
  let phoneBefore: string | undefined;
  let phoneAfter: string | undefined;
  let identity: IdentityDetails | undefined;
  let isPayment = false;
  if (Object.keys(given.contact).length > 0) {
    const before = openDetails(sealing, loaded, 'contact');
    if (!before) throw new DomainError('INTEGRITY_VIOLATION');
    const after = { ...before, ...given.contact };
    phoneBefore = before.phone;
    phoneAfter = after.phone;
    changes.push(...changedFields(before, after));
    sets.push(...fieldsSet(before, after));
    blobs.contact = sealing.sealClassBlob(keyring, 'contact', after).sealed;
  }
  if (Object.keys(given.identity).length > 0) {
    const before = openDetails(sealing, loaded, 'identity');
    identity = confirming(before, given.identity);
    sets.push(...fieldsSet(before, identity));
    blobs.identity = sealing.sealClassBlob(keyring, 'identity', identity).sealed;
  }
  if (Object.keys(given.payment).length > 0) {
    const before = openDetails(sealing, loaded, 'payment');
    const after = isByLink ? confirming(before, given.payment) : { ...before, ...given.payment };
    isPayment = before !== undefined;
    changes.push(...changedFields(before, after));
    sets.push(...fieldsSet(before, after));
    blobs.payment = sealing.sealClassBlob(keyring, 'payment', after).sealed;
  }
  return { blobs, phoneBefore, phoneAfter, identity, changes, sets, isPayment };
}
