/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { PersistedDocument as DocumentNode } from '../persisted-document.ts';
/** Which notice was accepted, as it was shown. */
export type AcceptPolicyInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  notice: NoticeShownInput;
};

/** Whether the address for mails can be used (P3.2). */
export type AddressState =
  | 'BOUNCING'
  | 'COMPLAINED'
  | 'GIVEN_UP'
  | 'UNVERIFIED'
  | 'VERIFIED';

/** An account at a bank; the number as the bank writes it. */
export type BankAccountInput = {
  bank: string;
  holder: string;
  number: string;
};

/** A card as its processor's token. The number itself is never accepted. */
export type CardOnFileInput = {
  brand: string;
  /** YYYY-MM. */
  expiry: string;
  lastFour: string;
  processorToken: string;
};

/** One explicit choice. What is left out is not given. */
export type ConsentChoiceInput = {
  channel: ContactChannel;
  granted: boolean;
  purpose: ConsentPurpose;
};

/** Acceptance of the policy, one choice, or a basis beside consent. */
export type ConsentFactType =
  | 'ACCEPTANCE'
  | 'CONSENT'
  | 'LEGAL_BASIS';

/** Where it was said: signed in, by a link of a mail, by a mail to the refusal address, through staff, or in an earlier system. */
export type ConsentPath =
  | 'IMPORT'
  | 'LINK'
  | 'MAIL'
  | 'SIGNED_IN'
  | 'STAFF';

/** What personal information is used for (policy section 2), storage included (P1.4). */
export type ConsentPurpose =
  | 'BILLING_NOTICE'
  | 'NEW_PRODUCTS'
  | 'PAYMENT_CONFIRMATION'
  | 'PROMOTIONS'
  | 'SERVICE_EXTENSION'
  | 'SERVICE_NOTICE'
  | 'SERVICE_SUPPORT'
  | 'STORAGE'
  | 'SURVEYS';

/** Ways to reach a customer (P1.2). */
export type ContactChannel =
  | 'EMAIL'
  | 'MESSAGE'
  | 'PHONE';

/** A person, or an organisation. */
export type CustomerKind =
  | 'INDIVIDUAL'
  | 'ORGANISATION';

/** Classes of personal data: each has its own key, its own readers and its own audit rule (P6.1). */
export type DataClass =
  | 'contact'
  | 'content'
  | 'identity'
  | 'payment';

/** How agreement happened: in so many words, by use after the notice was handed out, or brought from earlier records with their proof (P0.2). */
export type EvidenceManner =
  | 'BY_USE'
  | 'EXPLICIT'
  | 'IMPORTED';

/** What to tell of a host before anybody goes there. */
export type HostWarning =
  /** Its name may be taken for one of ours, and is not. */
  | 'LOOKS_LIKE_OURS'
  /** A part of its name mixes scripts that no language writes together. */
  | 'MIXED_SCRIPTS'
  /** An address of a machine instead of a name. */
  | 'NUMERIC'
  /** The address named something before its host, as in `https://cloudfly.vn@elsewhere.example`. */
  | 'USER_INFO';

/** Languages that CloudFly speaks: Vietnamese and English. */
export type Language =
  | 'en'
  | 'vi';

/** Why a link is not to be opened at all. */
export type LinkRefusal =
  /** No absolute web address of at most 2048 characters. */
  | 'MALFORMED'
  /** Neither http nor https: `javascript:`, `data:`, `mailto:`. */
  | 'NOT_WEB'
  /** It has a backslash, white space, or a control or invisible character, which people and browsers read differently. */
  | 'UNSAFE_CHARACTER';

/** Which notice was shown: evidence of what was agreed to (P0.2). */
export type NoticeShownInput = {
  /** `collectionNotice.digest`, as it was shown. */
  digest: string;
  language: Language;
  version: number;
};

/** A postal address as people write it in Vietnam. */
export type PostalAddressInput = {
  /** ISO 3166-1 alpha-2; VN when left out. */
  country?: string | null | undefined;
  district?: string | null | undefined;
  /** House number and street, or hamlet. */
  line: string;
  postalCode?: string | null | undefined;
  province: string;
  ward?: string | null | undefined;
};

/** Details that are missing; what was given before is changed by a correction. */
export type ProvideIdentityDetailsInput = {
  address?: PostalAddressInput | null | undefined;
  dateOfBirth?: string | null | undefined;
  /** The revision of these details that was last read (`me.revisions`), 0 when none were given. */
  expectedRevision: number;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  identityNumber?: string | null | undefined;
};

/** Takes nothing but the key. */
export type RefuseAllEmailInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
};

/** What a customer registers with (P0.2, P1.3, P1.4). */
export type RegisterCustomerInput = {
  address?: PostalAddressInput | null | undefined;
  /** That the policy was agreed to (P0.2). */
  agreed: boolean;
  /** One entry for each choice that was made. */
  consents: Array<ConsentChoiceInput>;
  dateOfBirth?: string | null | undefined;
  email: string;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** Identity card or passport of a person, registration number of an organisation. */
  identityNumber?: string | null | undefined;
  kind: CustomerKind;
  /** What CloudFly writes in. */
  language: Language;
  /** As the person or organisation writes it. */
  name: string;
  notice: NoticeShownInput;
  phone?: string | null | undefined;
  /** That the information may be stored (P1.4); without it there is no record. */
  storage: boolean;
};

/** Takes nothing but the key. */
export type ResendVerificationInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
};

/** Choices, each purpose and channel at most once. What is left out stays as it is. */
export type SetConsentsInput = {
  consents: Array<ConsentChoiceInput>;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** The notice in force, as it was shown: needed where something is granted (P1.3). */
  notice?: NoticeShownInput | null | undefined;
};

/** The language that CloudFly writes in. */
export type SetLanguageInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  language: Language;
};

/** What is left out stays. */
export type UpdateContactDetailsInput = {
  /** The revision of these details that was last read (`me.revisions`), 0 when none were given. */
  expectedRevision: number;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  name?: string | null | undefined;
  /** Null takes the number away. */
  phone?: string | null | undefined;
};

/** What is left out stays; null takes a detail away. */
export type UpdatePaymentDetailsInput = {
  bankAccount?: BankAccountInput | null | undefined;
  billingAddress?: PostalAddressInput | null | undefined;
  billingName?: string | null | undefined;
  card?: CardOnFileInput | null | undefined;
  /** The revision of these details that was last read (`me.revisions`), 0 when none were given. */
  expectedRevision: number;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  taxCode?: string | null | undefined;
};

/** What is wrong with an input, or why it does not fit what is. Stable; new codes may be added. */
export type UserErrorCode =
  | 'ADDRESS_NOT_VERIFIED'
  | 'ADVERTISING_NOT_STATED'
  | 'ALREADY_APPROVED'
  | 'ALREADY_PROVIDED'
  | 'ALREADY_PUBLISHED'
  | 'ALREADY_REGISTERED'
  | 'ALREADY_VERIFIED'
  | 'ASSOCIATION_ENDED'
  | 'BUNDLED_CONSENT'
  | 'CARD_NUMBER_NOT_ACCEPTED'
  | 'CURSOR_INVALID'
  | 'GUARDIAN_NOT_NEEDED'
  | 'GUARDIAN_REQUIRED'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INVALID_FORMAT'
  | 'IN_THE_PAST'
  | 'LINK_EXPIRED'
  | 'LINK_INVALID'
  | 'LINK_USED'
  | 'MARKETING_NEEDS_CONSENT'
  | 'MISSING_VARIABLE'
  | 'NOTICE_MISMATCH'
  | 'NOT_AGREED'
  | 'NOT_APPROVED'
  | 'NOT_ASKED'
  | 'NOT_FOUND'
  | 'NOT_REGISTERED'
  | 'NOT_TESTED'
  | 'NO_POLICY_IN_FORCE'
  | 'POLICY_ALREADY_ACCEPTED'
  | 'POLICY_VERSION_NOT_IN_FORCE'
  | 'REFERENCE_TAKEN'
  | 'REQUIRED'
  | 'SAME_ADDRESS'
  | 'SAME_PERSON'
  | 'SAME_WORDING'
  | 'SENSITIVE_NOT_NAMED'
  | 'SEVERAL_CLASSES'
  | 'STALE_REVISION'
  | 'STORAGE_BUNDLED'
  | 'TICKET_REQUIRED'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'UNKNOWN_PURPOSE'
  | 'UNKNOWN_VARIABLE'
  | 'UNSUPPORTED_CHARACTER'
  | 'WRONG_STATE';

export type AcceptPolicyMutationVariables = Exact<{
  input: AcceptPolicyInput;
}>;


export type AcceptPolicyMutation = { acceptPolicy: { me: { id: string, consents: { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type ConsentHistoryQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ConsentHistoryQuery = { me: { id: string, consentHistory: { nodes: Array<{ id: string, type: ConsentFactType, at: string, manner: EvidenceManner, path: ConsentPath, policyVersion: number, purpose: ConsentPurpose | null, channel: ContactChannel | null, granted: boolean | null, byGuardian: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ConsentReceiptQueryVariables = Exact<{ [key: string]: never; }>;


export type ConsentReceiptQuery = { me: { id: string, consentReceipt: { jws: string } | null } | null };

export type OffSiteLinkQueryVariables = Exact<{
  url: string;
  language: Language;
}>;


export type OffSiteLinkQuery = { offSiteLink: { isOurs: boolean, refusal: LinkRefusal | null, url: string | null, isRedirect: boolean, notice: string | null, host: { unicode: string, ascii: string, warnings: Array<HostWarning> } | null, registered: { title: string } | null } };

export type OffSiteLinksQueryVariables = Exact<{
  language: Language;
}>;


export type OffSiteLinksQuery = { offSiteLinks: { nodes: Array<{ url: string, title: string, notice: string }> } };

export type OwnAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnAccountQuery = { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState }, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null };

export type OwnPreferencesQueryVariables = Exact<{
  language: Language;
}>;


export type OwnPreferencesQuery = { me: { id: string, consents: { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> } | null } | null, policyInForce: { version: number, digest: string, language: Language, purposes: Array<{ purpose: ConsentPurpose, wording: string, advertising: boolean, coveredByAgreement: boolean }> } | null };

export type ChoicesFragment = { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> };

export type AddressFragment = { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string };

export type OwnRecordFragment = { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState }, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null };

export type PaymentNoticeQueryVariables = Exact<{
  language: Language;
}>;


export type PaymentNoticeQuery = { collectionNotice: { version: number, digest: string, language: Language, text: string, sensitiveNotice: string, fields: Array<{ field: string, dataClass: DataClass, required: boolean, sensitive: boolean, purposes: Array<ConsentPurpose> }>, choices: Array<{ purpose: ConsentPurpose, advertising: boolean, wording: string }> } };

export type PolicyNoticeTextQueryVariables = Exact<{
  language: Language;
}>;


export type PolicyNoticeTextQuery = { me: { id: string, notices: Array<{ version: number, language: Language, digest: string, text: string }> } | null };

export type PolicyNoticesQueryVariables = Exact<{
  language: Language;
}>;


export type PolicyNoticesQuery = { me: { id: string, notices: Array<{ version: number, effectiveAt: string, stalePurposes: Array<ConsentPurpose>, difference: { textChanged: boolean, purposes: Array<{ purpose: ConsentPurpose, before: { wording: string } | null, after: { wording: string } | null }> } | null }> } | null };

export type ProblemFragment = { code: UserErrorCode, message: string, path: Array<string> };

export type ProvideIdentityDetailsMutationVariables = Exact<{
  input: ProvideIdentityDetailsInput;
}>;


export type ProvideIdentityDetailsMutation = { provideIdentityDetails: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState }, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RefuseAllEmailMutationVariables = Exact<{
  input: RefuseAllEmailInput;
}>;


export type RefuseAllEmailMutation = { refuseAllEmail: { me: { id: string, consents: { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RegisterCustomerMutationVariables = Exact<{
  input: RegisterCustomerInput;
}>;


export type RegisterCustomerMutation = { registerCustomer: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState }, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RegistrationNoticeQueryVariables = Exact<{
  language: Language;
}>;


export type RegistrationNoticeQuery = { collectionNotice: { version: number, digest: string, language: Language, text: string, sensitiveNotice: string, fields: Array<{ field: string, dataClass: DataClass, required: boolean, sensitive: boolean, purposes: Array<ConsentPurpose> }>, choices: Array<{ purpose: ConsentPurpose, advertising: boolean, wording: string }> }, policyInForce: { version: number, purposes: Array<{ purpose: ConsentPurpose, wording: string }> } | null };

export type NoticeFragment = { version: number, digest: string, language: Language, text: string, sensitiveNotice: string, fields: Array<{ field: string, dataClass: DataClass, required: boolean, sensitive: boolean, purposes: Array<ConsentPurpose> }>, choices: Array<{ purpose: ConsentPurpose, advertising: boolean, wording: string }> };

export type ResendVerificationMutationVariables = Exact<{
  input: ResendVerificationInput;
}>;


export type ResendVerificationMutation = { resendVerification: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState }, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type SetConsentsMutationVariables = Exact<{
  input: SetConsentsInput;
}>;


export type SetConsentsMutation = { setConsents: { me: { id: string, consents: { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type SetLanguageMutationVariables = Exact<{
  input: SetLanguageInput;
}>;


export type SetLanguageMutation = { setLanguage: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState }, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type UpdateContactDetailsMutationVariables = Exact<{
  input: UpdateContactDetailsInput;
}>;


export type UpdateContactDetailsMutation = { updateContactDetails: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState }, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type UpdatePaymentDetailsMutationVariables = Exact<{
  input: UpdatePaymentDetailsInput;
}>;


export type UpdatePaymentDetailsMutation = { updatePaymentDetails: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState }, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export const ChoicesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Choices"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConsentOverview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"needsGuardian"}},{"kind":"Field","name":{"kind":"Name","value":"choices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}}]}}]}}]} as unknown as DocumentNode<ChoicesFragment, unknown>;
export const AddressFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Address"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostalAddress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"district"}},{"kind":"Field","name":{"kind":"Name","value":"province"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]} as unknown as DocumentNode<AddressFragment, unknown>;
export const OwnRecordFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OwnRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Me"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateOfBirth"}},{"kind":"Field","name":{"kind":"Name","value":"identityNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"billingName"}},{"kind":"Field","name":{"kind":"Name","value":"billingAddress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taxCode"}},{"kind":"Field","name":{"kind":"Name","value":"bankAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"holder"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"card"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"brand"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"expiry"}},{"kind":"Field","name":{"kind":"Name","value":"processorToken"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"customerNumbers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"revisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contact"}},{"kind":"Field","name":{"kind":"Name","value":"identity"}},{"kind":"Field","name":{"kind":"Name","value":"payment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"consents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"versionInForce"}},{"kind":"Field","name":{"kind":"Name","value":"choices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"policyVersion"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Address"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostalAddress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"district"}},{"kind":"Field","name":{"kind":"Name","value":"province"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]} as unknown as DocumentNode<OwnRecordFragment, unknown>;
export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const NoticeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Notice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CollectionNotice"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"sensitiveNotice"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"dataClass"}},{"kind":"Field","name":{"kind":"Name","value":"required"}},{"kind":"Field","name":{"kind":"Name","value":"sensitive"}},{"kind":"Field","name":{"kind":"Name","value":"purposes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"choices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"advertising"}},{"kind":"Field","name":{"kind":"Name","value":"wording"}}]}}]}}]} as unknown as DocumentNode<NoticeFragment, unknown>;
export const AcceptPolicyDocument = {"__meta__":{"operationName":"AcceptPolicy","hash":"sha256:091968b3a9ba09e2defda33484e51d4de249c08bd06f5feb1cda4a0a16b7494a"}} as unknown as DocumentNode<AcceptPolicyMutation, AcceptPolicyMutationVariables>;
export const ConsentHistoryDocument = {"__meta__":{"operationName":"ConsentHistory","hash":"sha256:6614e60354a7972797bbc3240f4b16593c5a30e16608298e79003a52efa1c4d6"}} as unknown as DocumentNode<ConsentHistoryQuery, ConsentHistoryQueryVariables>;
export const ConsentReceiptDocument = {"__meta__":{"operationName":"ConsentReceipt","hash":"sha256:d5b9be75c1dfe8295e949eabebb98f596acee12f54dbdcf46afa6d7dcd9b4283"}} as unknown as DocumentNode<ConsentReceiptQuery, ConsentReceiptQueryVariables>;
export const OffSiteLinkDocument = {"__meta__":{"operationName":"OffSiteLink","hash":"sha256:23810abbaf41e3ad665c85d2508fb41ee28f859b6ca63e720db1f787d9ced0e1"}} as unknown as DocumentNode<OffSiteLinkQuery, OffSiteLinkQueryVariables>;
export const OffSiteLinksDocument = {"__meta__":{"operationName":"OffSiteLinks","hash":"sha256:6be50a409b67b21a1a4bf60601aecbeb25d69a18167087d913ed114f479a309c"}} as unknown as DocumentNode<OffSiteLinksQuery, OffSiteLinksQueryVariables>;
export const OwnAccountDocument = {"__meta__":{"operationName":"OwnAccount","hash":"sha256:5adeeebbac19030c71663847d0cea68549a5a48b5544f234de3931344a352130"}} as unknown as DocumentNode<OwnAccountQuery, OwnAccountQueryVariables>;
export const OwnPreferencesDocument = {"__meta__":{"operationName":"OwnPreferences","hash":"sha256:54e9d2b1633aa2169ec7a47ef703b6b78c3cbcf411983bd9bec41da1b808cc38"}} as unknown as DocumentNode<OwnPreferencesQuery, OwnPreferencesQueryVariables>;
export const PaymentNoticeDocument = {"__meta__":{"operationName":"PaymentNotice","hash":"sha256:6437092f8758d174cccf4cdddd23cdffaa8d8e449e5e304bcbc01813a8cf7d62"}} as unknown as DocumentNode<PaymentNoticeQuery, PaymentNoticeQueryVariables>;
export const PolicyNoticeTextDocument = {"__meta__":{"operationName":"PolicyNoticeText","hash":"sha256:9fbf607f32e9340d82030e49f5ecd592cca4ecc4d1b111d8340e7b58b93382e9"}} as unknown as DocumentNode<PolicyNoticeTextQuery, PolicyNoticeTextQueryVariables>;
export const PolicyNoticesDocument = {"__meta__":{"operationName":"PolicyNotices","hash":"sha256:24d248ee97f7d4f3dc7a019931aae581373c6b909454f72def719b23450f3df5"}} as unknown as DocumentNode<PolicyNoticesQuery, PolicyNoticesQueryVariables>;
export const ProvideIdentityDetailsDocument = {"__meta__":{"operationName":"ProvideIdentityDetails","hash":"sha256:4f06b74780b9876ebb53422c13424ed97a342a4b83cd9f993d5cce388f5d16d0"}} as unknown as DocumentNode<ProvideIdentityDetailsMutation, ProvideIdentityDetailsMutationVariables>;
export const RefuseAllEmailDocument = {"__meta__":{"operationName":"RefuseAllEmail","hash":"sha256:4864952705d6d4b0b70dc4d42edb88cc2421a634645cf2d3977faa6be1ced192"}} as unknown as DocumentNode<RefuseAllEmailMutation, RefuseAllEmailMutationVariables>;
export const RegisterCustomerDocument = {"__meta__":{"operationName":"RegisterCustomer","hash":"sha256:c084ebd4c49980993896557314a33a61bd50e45572348f4082d0d9eb19aad21d"}} as unknown as DocumentNode<RegisterCustomerMutation, RegisterCustomerMutationVariables>;
export const RegistrationNoticeDocument = {"__meta__":{"operationName":"RegistrationNotice","hash":"sha256:e0460fbb4de017812a78872a5882a499d5896e901b85fb229da3986d6ab88b1f"}} as unknown as DocumentNode<RegistrationNoticeQuery, RegistrationNoticeQueryVariables>;
export const ResendVerificationDocument = {"__meta__":{"operationName":"ResendVerification","hash":"sha256:7916dd4e4eed85646cea72c70b71587a20e1b9150000c2d10cd2be3684076050"}} as unknown as DocumentNode<ResendVerificationMutation, ResendVerificationMutationVariables>;
export const SetConsentsDocument = {"__meta__":{"operationName":"SetConsents","hash":"sha256:5db8da8478333e5d96b17fb42485a80c6e05fa8f89ebc3f21e5b2677a0774f11"}} as unknown as DocumentNode<SetConsentsMutation, SetConsentsMutationVariables>;
export const SetLanguageDocument = {"__meta__":{"operationName":"SetLanguage","hash":"sha256:360eb5eb6d345ca54e56335152da5a317a1965041e7c4a3b7e71ce4f5b45fa79"}} as unknown as DocumentNode<SetLanguageMutation, SetLanguageMutationVariables>;
export const UpdateContactDetailsDocument = {"__meta__":{"operationName":"UpdateContactDetails","hash":"sha256:881a98957785a961a4e6ade76171be381e139a560a2aba71ab9aa517195a970b"}} as unknown as DocumentNode<UpdateContactDetailsMutation, UpdateContactDetailsMutationVariables>;
export const UpdatePaymentDetailsDocument = {"__meta__":{"operationName":"UpdatePaymentDetails","hash":"sha256:2b2ce65533e7c1dd35983c57ebc7c3393bacdefd34a7c06344399650c1b79c1a"}} as unknown as DocumentNode<UpdatePaymentDetailsMutation, UpdatePaymentDetailsMutationVariables>;