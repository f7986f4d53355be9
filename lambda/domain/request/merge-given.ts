import { isUnderGuardianship } from '../consent/guardianship.ts';
import { changedFields } from '../customer/changed-fields.ts';
import type { BlobClass } from '../customer/customer.ts';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import type { LoadedCustomer, ReadySealing } from '../ports.ts';
import { type GivenInformation, withIdentity } from './given-information.ts';

/** The details of a customer with what was given of them, and what is to follow. */
export interface MergedInformation {
  readonly blobs: Readonly<Partial<Record<BlobClass, Uint8Array>>>;
  readonly phoneBefore: string | undefined;
  readonly phoneAfter: string | undefined;
  /** Undefined: nothing given tells it. */
  readonly needsGuardian: boolean | undefined;
  /** Fields that had a value and have another. */
  readonly changes: readonly string[];
  /** Payment details were there before, and were given again. */
  readonly isPayment: boolean;
}

/**
 * Every class that something was given of, opened, changed and sealed again.
 * @throws DomainError ALREADY_PROVIDED for each detail of identity with another value than before, INTEGRITY_VIOLATION
 */
export function mergeGiven(
  sealing: ReadySealing,
  loaded: LoadedCustomer,
  given: GivenInformation,
  now: Date,
): MergedInformation {
  const { keyring } = loaded;
  const blobs: Partial<Record<BlobClass, Uint8Array>> = {};
  const changes: string[] = [];
  let phoneBefore: string | undefined;
  let phoneAfter: string | undefined;
  let needsGuardian: boolean | undefined;
  let isPayment = false;
  if (Object.keys(given.contact).length > 0) {
    const before = openDetails(sealing, loaded, 'contact');
    if (!before) throw new DomainError('INTEGRITY_VIOLATION');
    const after = { ...before, ...given.contact };
    phoneBefore = before.phone;
    phoneAfter = after.phone;
    changes.push(...changedFields(before, after));
    blobs.contact = sealing.sealClassBlob(keyring, 'contact', after).sealed;
  }
  if (Object.keys(given.identity).length > 0) {
    const after = withIdentity(openDetails(sealing, loaded, 'identity') ?? {}, given.identity);
    needsGuardian = isUnderGuardianship(after, now);
    blobs.identity = sealing.sealClassBlob(keyring, 'identity', after).sealed;
  }
  if (Object.keys(given.payment).length > 0) {
    const before = openDetails(sealing, loaded, 'payment');
    const after = { ...before, ...given.payment };
    isPayment = before !== undefined;
    changes.push(...changedFields(before, after));
    blobs.payment = sealing.sealClassBlob(keyring, 'payment', after).sealed;
  }
  return { blobs, phoneBefore, phoneAfter, needsGuardian, changes, isPayment };
}
