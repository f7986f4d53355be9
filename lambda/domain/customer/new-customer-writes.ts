import { firstConsentWrites } from '../consent/consent-writes.ts';
import type { ConsentFact } from '../consent/fact.ts';
import { isUnderGuardianship } from '../consent/guardianship.ts';
import { verificationEnds } from '../contact/issue-verification.ts';
import { lookupRows } from '../lookup.ts';
import type { IndexValues, ReadyBlindIndex } from '../ports/blind-index.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { Language } from '../viewer.ts';
import type { CustomerKind } from './customer.ts';
import type { ContactDetails, IdentityDetails } from './details.ts';

/** A customer who did not exist before, however they come. */
export interface NewCustomer {
  readonly kind: CustomerKind;
  readonly language: Language;
  readonly contact: ContactDetails;
  /** Empty when nothing of it was given. */
  readonly identity: IdentityDetails;
  /** Who may sign in as the customer: `subjectText`. */
  readonly subject: string | undefined;
  readonly emailIndexes: IndexValues;
  /** When the address was verified, if it was. */
  readonly emailVerifiedAt: string | undefined;
  /** Begins with an acceptance. */
  readonly facts: readonly ConsentFact[];
  readonly at: Date;
}

/**
 * Everything that makes a customer: the record with its sealed blobs, its keys, the first consents, the contact state, and what leads to
 * the customer (P0.2, P1.3, P1.4, P6.3). What else is sealed under the keyring is sealed before, for the keyring is saved here.
 * Refusals: ALREADY_REGISTERED; LINK_INVALID when a verified address is another's.
 */
export function newCustomerWrites(
  deps: Pick<
    Ports,
    | 'sealing'
    | 'customers'
    | 'bindings'
    | 'emails'
    | 'phones'
    | 'consents'
    | 'contactStates'
    | 'changes'
    | 'random'
  >,
  ready: { readonly index: ReadyBlindIndex; readonly sealing: ReadySealing; readonly keyring: Keyring },
  customer: NewCustomer,
): readonly Write[] {
  const { index, sealing, keyring } = ready;
  const { kind, language, contact, identity, subject, emailIndexes, emailVerifiedAt, facts, at } = customer;
  const id = keyring.subjectId;
  const blobs = {
    contact: sealing.sealClassBlob(keyring, 'contact', contact).sealed,
    ...(Object.keys(identity).length > 0 && {
      identity: sealing.sealClassBlob(keyring, 'identity', identity).sealed,
    }),
  };
  const keys = deps.sealing.saveKeyring(keyring);
  if (!keys) throw new TypeError('a new customer has new keys');
  const addressState = emailVerifiedAt === undefined ? 'UNVERIFIED' : 'VERIFIED';
  const rows = (kindOfRow: 'BINDING' | 'PHONE', indexes: IndexValues) =>
    lookupRows(index, kindOfRow, indexes, id);
  return [
    ...(subject === undefined ? [] : deps.bindings.insert(rows('BINDING', index.allOf('subject', subject)))),
    deps.customers.insert({
      id,
      kind,
      state: 'ACTIVE',
      addressState,
      language,
      registeredAt: at.toISOString(),
      version: 1,
      blobs,
    }),
    keys,
    ...firstConsentWrites(deps, id, { facts, at, needsGuardian: isUnderGuardianship(identity, at) }),
    deps.contactStates.insert({
      customerId: id,
      version: 1,
      addressState,
      emailIndexes,
      addressCause: emailVerifiedAt === undefined ? 'REGISTERED' : 'IMPORTED',
      addressSince: emailVerifiedAt ?? at.toISOString(),
      verifiedAt: emailVerifiedAt,
      isHeld: false,
      isRestricted: false,
      advertisedAt: [],
      products: {},
    }),
    ...(emailVerifiedAt === undefined
      ? deps.emails.insertClaim(emailIndexes, id, verificationEnds(at))
      : deps.emails.insertOwner(emailIndexes, id)),
    ...(contact.phone === undefined
      ? []
      : deps.phones.put(rows('PHONE', index.allOf('phone', contact.phone)))),
  ];
}
