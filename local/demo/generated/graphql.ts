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

/** READ: an employee read it in clear. FOUND: one looked the customer up. DISCLOSED: it was given to a recipient. PREPARED: it was put together for a recipient, and was not given, or not yet. OWN_COPY: the customer fetched a copy. */
export type AccessKind =
  | 'DISCLOSED'
  | 'FOUND'
  | 'OWN_COPY'
  | 'PREPARED'
  | 'READ';

/** Why an address stands as it does (P3.2). */
export type AddressCause =
  | 'CHANGED'
  | 'COMPLAINT'
  | 'CONFIRMED'
  | 'HARD_BOUNCE'
  | 'IMPORTED'
  | 'REGISTERED'
  | 'SOFT_BOUNCES'
  | 'STAYED_BOUNCING';

/** Whether the address for mails can be used (P3.2). */
export type AddressState =
  | 'BOUNCING'
  | 'COMPLAINED'
  | 'GIVEN_UP'
  | 'UNVERIFIED'
  | 'VERIFIED';

/** What the customer gives. A field that was not asked for is refused, and nothing is changed. */
export type AnswerInformationRequestInput = {
  given: InformationGivenInput;
  /** Signed in: `InformationRequest.id`. */
  id?: string | number | null | undefined;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** Not signed in: what stands after the last slash of the link in the mail. */
  token?: string | null | undefined;
};

/** Details that a customer may be asked for, and that are corrected. The address of mails changes by a way of its own (P3.5). */
export type AskableField =
  | 'ADDRESS'
  | 'BANK_ACCOUNT'
  | 'BILLING_ADDRESS'
  | 'BILLING_NAME'
  | 'CARD'
  | 'DATE_OF_BIRTH'
  | 'IDENTITY_NUMBER'
  | 'NAME'
  | 'PHONE'
  | 'TAX_CODE';

/** Why a file that came with a mail is not kept: a program by its content; too large; too many; or behind the part of a large mail that is read. */
export type AttachmentRefusal =
  | 'CUT'
  | 'EXECUTABLE'
  | 'TOO_LARGE'
  | 'TOO_MANY'
  | 'VIRUS';

/** An account at a bank; the number as the bank writes it. */
export type BankAccountInput = {
  bank: string;
  holder: string;
  number: string;
};

/** Takes nothing but the key. */
export type CancelEmailChangeInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
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

/** Values as they are right. What is left out stays as it is. */
export type CorrectedValuesInput = {
  address?: PostalAddressInput | null | undefined;
  bankAccount?: BankAccountInput | null | undefined;
  billingAddress?: PostalAddressInput | null | undefined;
  billingName?: string | null | undefined;
  card?: CardOnFileInput | null | undefined;
  dateOfBirth?: string | null | undefined;
  identityNumber?: string | null | undefined;
  name?: string | null | undefined;
  phone?: string | null | undefined;
  taxCode?: string | null | undefined;
};

/** ASKED by the customer, then ACCEPTED or REFUSED; MADE by CloudFly on its own initiative (P4.1, P4.2). */
export type CorrectionState =
  | 'ACCEPTED'
  | 'ASKED'
  | 'MADE'
  | 'REFUSED';

/** A person, or an organisation. */
export type CustomerKind =
  | 'INDIVIDUAL'
  | 'ORGANISATION';

/** Whether the record is in use; ERASING: everything of it is being erased (D356 5(4)). */
export type CustomerState =
  | 'ACTIVE'
  | 'CLOSED'
  | 'ERASING';

/** Classes of personal data: each has its own key, its own readers and its own audit rule (P6.1). */
export type DataClass =
  | 'contact'
  | 'content'
  | 'identity'
  | 'payment';

/** What the customer will not give. */
export type DeclineInformationRequestInput = {
  /** Signed in: `InformationRequest.id`. */
  id?: string | number | null | undefined;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** Not signed in: what stands after the last slash of the link in the mail. */
  token?: string | null | undefined;
};

/** On what a disclosure stands: the permission of the customer, a legal order, or the commitment of a payment processor (P1.6). */
export type DisclosureBasis =
  | 'COMMITMENT'
  | 'LEGAL_ORDER'
  | 'PERMISSION';

/** What a recipient may be given information for. A basis covers its own purpose alone. */
export type DisclosurePurpose =
  /** A dispute, complaint or charge back, before a court too: a claim between parties. */
  | 'DISPUTE'
  /** A domain is registered, renewed or moved. */
  | 'DOMAIN_REGISTRATION'
  /** A payment is checked for fraud. */
  | 'FRAUD_PREVENTION'
  /** An authority investigates, inspects, or decides a case: with LEGAL_ORDER alone (L116 25; P6.5). No permission or commitment is for it. */
  | 'INVESTIGATION'
  /** An invoice is made or filed. */
  | 'INVOICING'
  /** What none of these is; what it is stands in the permission, commitment or order. */
  | 'OTHER_PERMITTED'
  /** An order of the customer is paid. */
  | 'PAYMENT'
  /** Money goes back to the customer. */
  | 'REFUND'
  /** Somebody else provides what the customer ordered, or a part of it. */
  | 'SERVICE_DELIVERY';

/** What became of a customer in a disclosure. */
export type DisclosureResult =
  | 'GIVEN'
  | 'NOTHING_TO_GIVE'
  | 'NOT_GIVEN'
  | 'PENDING';

/** AWAITING_APPROVAL: asked for by staff, nothing was sent yet. PENDING: both addresses were written to. STOPPED: by the old address. REPLACED: by a newer change. EXPIRED: nobody confirmed, or approved, in time. */
export type EmailChangeState =
  | 'AWAITING_APPROVAL'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'PENDING'
  | 'REPLACED'
  | 'STOPPED'
  | 'SWITCHED';

/** How agreement happened: in so many words, by use after the notice was handed out, or brought from earlier records with their proof (P0.2). */
export type EvidenceManner =
  | 'BY_USE'
  | 'EXPLICIT'
  | 'IMPORTED';

/** A permission, for one recipient and one purpose. */
export type GrantPermissionInput = {
  /** True: the customer said so, by an act of its own; a box that was ticked before is none. */
  agreed: boolean;
  /** What may be given, and nothing else. */
  fields: Array<PersonalField>;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  purpose: DisclosurePurpose;
  recipientId: string | number;
  /** Left out: until it is taken back. */
  until?: string | null | undefined;
};

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

/** Values of the fields that were asked for. What is left out is not given. */
export type InformationGivenInput = {
  address?: PostalAddressInput | null | undefined;
  bankAccount?: BankAccountInput | null | undefined;
  billingAddress?: PostalAddressInput | null | undefined;
  billingName?: string | null | undefined;
  card?: CardOnFileInput | null | undefined;
  dateOfBirth?: string | null | undefined;
  identityNumber?: string | null | undefined;
  name?: string | null | undefined;
  phone?: string | null | undefined;
  taxCode?: string | null | undefined;
};

/** What came of what was asked. All but ASKED are final. */
export type InformationState =
  | 'ANSWERED'
  | 'ASKED'
  | 'DECLINED'
  | 'EXPIRED';

/** Languages that CloudFly speaks: Vietnamese and English. */
export type Language =
  | 'en'
  | 'vi';

/** That processing goes on. */
export type LiftRestrictionInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** Where storing was withdrawn, and its erasure refused: the notice in force, as it was shown, for storing is agreed to anew. Else it is left out. */
  notice?: NoticeShownInput | null | undefined;
};

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

/** What somebody needs help with. */
export type OpenSupportRequestInput = {
  /** Of staff alone: PHONE or CHAT. A customer writes by PAGE. */
  channel?: RequestChannel | null | undefined;
  /** Of staff alone: for whom. */
  customerId?: string | number | null | undefined;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** 1 to 4000 characters, several lines. Kept encrypted. A full card number is not accepted. */
  message: string;
};

/** Fields of personal information, by name. */
export type PersonalField =
  | 'ADDRESS'
  | 'BANK_ACCOUNT'
  | 'BILLING_ADDRESS'
  | 'BILLING_NAME'
  | 'CARD'
  | 'CUSTOMER_NUMBERS'
  | 'DATE_OF_BIRTH'
  | 'EMAIL'
  | 'IDENTITY_NUMBER'
  | 'NAME'
  | 'PHONE'
  | 'TAX_CODE';

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

/** What a clear read is for; staff name one in `x-processing-purpose` (P1.1). */
export type ProcessingPurpose =
  | 'CUSTOMER_REQUEST'
  | 'DATA_CORRECTION'
  | 'LEGAL_DUTY'
  | 'PAYMENT'
  | 'RIGHTS_REQUEST'
  | 'SECURITY'
  | 'SERVICE_SUPPORT';

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

/** Who personal information may be disclosed to (P1.6, P6.5, P6.6). */
export type RecipientKind =
  | 'AUTHORITY'
  | 'OTHER'
  | 'PAYMENT_PROCESSOR';

/** REGISTERED until another person has verified it over a second channel; a new key makes it REGISTERED again. REVOKED is final. */
export type RecipientState =
  | 'REGISTERED'
  | 'REVOKED'
  | 'VERIFIED';

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

/** One more word in a request. */
export type ReplyToRequestInput = {
  /** Of staff alone. Whose request it is, as `Request.customerId` gives it. */
  customerId?: string | number | null | undefined;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** 1 to 4000 characters, several lines. Kept encrypted. A full card number is not accepted. */
  message: string;
  reference: string;
};

/** How a request came. PHONE and CHAT were written down by staff. */
export type RequestChannel =
  | 'CHAT'
  | 'MAIL'
  | 'PAGE'
  | 'PHONE';

/** What is right, and why. */
export type RequestCorrectionInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** Identity and payment details; contact details are changed at once instead. */
  values: CorrectedValuesInput;
  /** 1 to 4000 characters. Kept encrypted. */
  why: string;
};

/** Where CloudFly is to write to. */
export type RequestEmailChangeInput = {
  email: string;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
};

/** MESSAGE of the customer, ANSWER of CloudFly, NOTE of staff for staff alone. */
export type RequestEntryKind =
  | 'ANSWER'
  | 'MESSAGE'
  | 'NOTE';

/** An erasure, or the withdrawal of storing; it needs no reason. */
export type RequestErasureInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** Whether a fingerprint of the address stays, from which it cannot be read, so that no import of older records brings it back (D356 5(4)). */
  suppressAddress?: boolean | null | undefined;
  /** 1 to 4000 characters, if anything. Kept encrypted. */
  why?: string | null | undefined;
};

/** What a request is about. */
export type RequestKind =
  | 'CORRECTION'
  | 'FEEDBACK'
  | 'RIGHTS'
  | 'SUPPORT';

/** A right of the own data; it needs no reason. */
export type RequestRightInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** 1 to 4000 characters, if anything. Kept encrypted. */
  why?: string | null | undefined;
};

/** OPEN until it is answered, and again when the customer writes again. QUARANTINED: it waits for a decision, and nothing is done on it (P3.6). */
export type RequestState =
  | 'ANSWERED'
  | 'CLOSED'
  | 'OPEN'
  | 'QUARANTINED';

/** Takes nothing but the key. */
export type ResendVerificationInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
};

/** Which permission is taken back. */
export type RevokePermissionInput = {
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  permissionId: string | number;
};

/** Rights in the own data (D356 5). WITHDRAW_STORAGE ends in an erasure, as ERASE does (P1.4); CLOSE_ACCOUNT begins the retention of what is kept (P4.4). */
export type Right =
  | 'CLOSE_ACCOUNT'
  | 'COPY'
  | 'ERASE'
  | 'OBJECT'
  | 'RESTRICT'
  | 'WITHDRAW_STORAGE';

/** ASKED waits for a decision; GRANTED is being carried out, or to be passed on to processors; DONE, REFUSED with its reason, or WITHDRAWN by the customer. */
export type RightsState =
  | 'ASKED'
  | 'DONE'
  | 'GRANTED'
  | 'REFUSED'
  | 'WITHDRAWN';

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

/** Roles of the staff, as the staff issuer gives them (P6.1). */
export type StaffRole =
  | 'auditor'
  | 'billing'
  | 'legal'
  | 'marketing'
  | 'operator'
  | 'privacy_officer'
  | 'support';

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
  | 'ADDRESS_HELD'
  | 'ADDRESS_NOT_VERIFIED'
  | 'ADVERTISING_NOT_STATED'
  | 'ALREADY_APPROVED'
  | 'ALREADY_EXTENDED'
  | 'ALREADY_HELD'
  | 'ALREADY_PROVIDED'
  | 'ALREADY_PUBLISHED'
  | 'ALREADY_REGISTERED'
  | 'ALREADY_VERIFIED'
  | 'ASSOCIATION_ENDED'
  | 'BUNDLED_CONSENT'
  | 'CARD_NUMBER_NOT_ACCEPTED'
  | 'CONSIDERATION_REFUSED'
  | 'CONTACT_NOT_ACCEPTED'
  | 'CONTACT_NOT_RECORDED'
  | 'CURSOR_INVALID'
  | 'DIGEST_DIFFERS'
  | 'ERASED'
  | 'ERASURE_ASKED'
  | 'ERASURE_UNDER_WAY'
  | 'GUARDIAN_NOT_NEEDED'
  | 'GUARDIAN_REQUIRED'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INVALID_FORMAT'
  | 'INVOLVED'
  | 'IN_THE_FUTURE'
  | 'IN_THE_PAST'
  | 'KEY_DIFFERS'
  | 'KEY_NOT_ACCEPTED'
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
  | 'NOT_IN_PERSON'
  | 'NOT_REGISTERED'
  | 'NOT_TESTED'
  | 'NO_BASIS'
  | 'NO_POLICY_IN_FORCE'
  | 'ON_LEGAL_HOLD'
  | 'POLICY_ALREADY_ACCEPTED'
  | 'POLICY_VERSION_NOT_IN_FORCE'
  | 'PRIVATE_KEY'
  | 'PROCESSING_RESTRICTED'
  | 'RECIPIENT_NOT_VERIFIED'
  | 'REFERENCE_TAKEN'
  | 'REQUIRED'
  | 'SAME_ADDRESS'
  | 'SAME_PERSON'
  | 'SAME_WORDING'
  | 'SCOPE_TOO_WIDE'
  | 'SENSITIVE_NOT_NAMED'
  | 'SEVERAL_CLASSES'
  | 'STALE_REVISION'
  | 'STORAGE_BUNDLED'
  | 'TICKET_REQUIRED'
  | 'TOO_FAR'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'UNKNOWN_PURPOSE'
  | 'UNKNOWN_VARIABLE'
  | 'UNSUPPORTED_CHARACTER'
  | 'WRONG_STATE';

/** What is asked for no longer. */
export type WithdrawRightsRequestInput = {
  /** `RightsRequest.id`. */
  id: string | number;
  /** Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : - */
  idempotencyKey: string;
  /** For WITHDRAW_STORAGE: the notice in force, as it was shown, for storing is agreed to anew. */
  notice?: NoticeShownInput | null | undefined;
};

export type AcceptPolicyMutationVariables = Exact<{
  input: AcceptPolicyInput;
}>;


export type AcceptPolicyMutation = { acceptPolicy: { me: { id: string, consents: { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type AnswerInformationRequestMutationVariables = Exact<{
  input: AnswerInformationRequestInput;
}>;


export type AnswerInformationRequestMutation = { answerInformationRequest: { informationRequest: { id: string, reference: string, fields: Array<AskableField>, state: InformationState, until: string, given: Array<AskableField> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type CancelEmailChangeMutationVariables = Exact<{
  input: CancelEmailChangeInput;
}>;


export type CancelEmailChangeMutation = { cancelEmailChange: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type CloseAccountMutationVariables = Exact<{
  input: RequestRightInput;
}>;


export type CloseAccountMutation = { closeAccount: { me: { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type ConsentHistoryQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ConsentHistoryQuery = { me: { id: string, consentHistory: { nodes: Array<{ id: string, type: ConsentFactType, at: string, manner: EvidenceManner, path: ConsentPath, policyVersion: number, purpose: ConsentPurpose | null, channel: ContactChannel | null, granted: boolean | null, byGuardian: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ConsentReceiptQueryVariables = Exact<{ [key: string]: never; }>;


export type ConsentReceiptQuery = { me: { id: string, consentReceipt: { jws: string } | null } | null };

export type DeclineInformationRequestMutationVariables = Exact<{
  input: DeclineInformationRequestInput;
}>;


export type DeclineInformationRequestMutation = { declineInformationRequest: { informationRequest: { id: string, reference: string, fields: Array<AskableField>, state: InformationState, until: string, given: Array<AskableField> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type GrantPermissionMutationVariables = Exact<{
  input: GrantPermissionInput;
}>;


export type GrantPermissionMutation = { grantPermission: { me: { id: string } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type InformationOfLinkQueryVariables = Exact<{
  token: string;
}>;


export type InformationOfLinkQuery = { informationRequest: { id: string, reference: string, fields: Array<AskableField>, state: InformationState, until: string, given: Array<AskableField> } | null };

export type LiftRestrictionMutationVariables = Exact<{
  input: LiftRestrictionInput;
}>;


export type LiftRestrictionMutation = { liftRestriction: { me: { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type ObjectToProcessingMutationVariables = Exact<{
  input: RequestRightInput;
}>;


export type ObjectToProcessingMutation = { objectToProcessing: { me: { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type OffSiteLinkQueryVariables = Exact<{
  url: string;
  language: Language;
}>;


export type OffSiteLinkQuery = { offSiteLink: { isOurs: boolean, refusal: LinkRefusal | null, url: string | null, isRedirect: boolean, notice: string | null, host: { unicode: string, ascii: string, warnings: Array<HostWarning> } | null, registered: { title: string } | null } };

export type OffSiteLinksQueryVariables = Exact<{
  language: Language;
}>;


export type OffSiteLinksQuery = { offSiteLinks: { nodes: Array<{ url: string, title: string, notice: string }> } };

export type OpenSupportRequestMutationVariables = Exact<{
  input: OpenSupportRequestInput;
}>;


export type OpenSupportRequestMutation = { openSupportRequest: { request: { reference: string } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type OwnAccessLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type OwnAccessLogQuery = { me: { id: string, accessLog: { nodes: Array<{ at: string, kind: AccessKind, role: StaffRole | null, fields: Array<string>, purpose: ProcessingPurpose | null, reference: string | null, disclosure: { id: string, recipientName: string, purpose: DisclosurePurpose, result: DisclosureResult } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OwnAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnAccountQuery = { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null };

export type OwnCopyQueryVariables = Exact<{
  language: Language;
  asPage: boolean;
}>;


export type OwnCopyQuery = { me: { id: string, rightsRequests: Array<{ id: string, copy: { json?: string | null, html?: string | null } | null }> } | null };

export type OwnCorrectionListQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnCorrectionListQuery = { me: { id: string, corrections: Array<{ id: string, dataClass: DataClass, state: CorrectionState, reference: string | null, askedAt: string, dueAt: string | null, decidedAt: string | null, fields: Array<AskableField>, contact: { why: string, reason: string | null, before: { name: string | null, phone: string | null }, after: { name: string | null, phone: string | null } } | null, identity: { why: string, reason: string | null, before: { dateOfBirth: string | null, identityNumber: string | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null }, after: { dateOfBirth: string | null, identityNumber: string | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null } } | null, payment: { why: string, reason: string | null, before: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string } | null }, after: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string } | null } } | null }> } | null };

export type OwnCorrectionsFragment = { id: string, corrections: Array<{ id: string, dataClass: DataClass, state: CorrectionState, reference: string | null, askedAt: string, dueAt: string | null, decidedAt: string | null, fields: Array<AskableField>, contact: { why: string, reason: string | null, before: { name: string | null, phone: string | null }, after: { name: string | null, phone: string | null } } | null, identity: { why: string, reason: string | null, before: { dateOfBirth: string | null, identityNumber: string | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null }, after: { dateOfBirth: string | null, identityNumber: string | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null } } | null, payment: { why: string, reason: string | null, before: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string } | null }, after: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string } | null } } | null }> };

export type ContactSideFragment = { name: string | null, phone: string | null };

export type IdentitySideFragment = { dateOfBirth: string | null, identityNumber: string | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null };

export type PaymentSideFragment = { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string } | null };

export type OwnDataQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnDataQuery = { me: { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> } | null };

export type OwnRightsFragment = { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> };

export type OwnDisclosuresQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type OwnDisclosuresQuery = { me: { id: string, disclosures: { nodes: Array<{ id: string, recipientName: string, basis: DisclosureBasis, fields: Array<PersonalField>, result: DisclosureResult, at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OwnPermissionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type OwnPermissionsQuery = { me: { id: string, permissions: { nodes: Array<{ id: string, purpose: DisclosurePurpose, fields: Array<PersonalField>, isActive: boolean, grantedAt: string, until: string | null, revokedAt: string | null, recipient: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OwnPreferencesQueryVariables = Exact<{
  language: Language;
}>;


export type OwnPreferencesQuery = { me: { id: string, consents: { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> } | null } | null, policyInForce: { version: number, digest: string, language: Language, purposes: Array<{ purpose: ConsentPurpose, wording: string, advertising: boolean, coveredByAgreement: boolean }> } | null };

export type ChoicesFragment = { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> };

export type AddressFragment = { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string };

export type OwnRecordFragment = { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null };

export type OwnRequestQueryVariables = Exact<{
  reference: string;
}>;


export type OwnRequestQuery = { me: { id: string, request: { reference: string, kind: RequestKind, channel: RequestChannel, state: RequestState, isUnproven: boolean, notice: string | null, openedAt: string, answerDueAt: string, closedAt: string | null, entries: Array<{ kind: RequestEntryKind, at: string, words: string | null, isUnproven: boolean, attachments: Array<{ id: string, name: string | null, bytes: number, refused: AttachmentRefusal | null }> }> } | null } | null };

export type OwnRequestsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OwnRequestsQuery = { me: { id: string, email: { heldSince: string | null }, requests: { nodes: Array<{ reference: string, kind: RequestKind, channel: RequestChannel, state: RequestState, isUnproven: boolean, notice: string | null, openedAt: string, answerDueAt: string, closedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, informationRequests: Array<{ why: string, asked: { id: string, reference: string, fields: Array<AskableField>, state: InformationState, until: string, given: Array<AskableField> } }> } | null };

export type RequestSummaryFragment = { reference: string, kind: RequestKind, channel: RequestChannel, state: RequestState, isUnproven: boolean, notice: string | null, openedAt: string, answerDueAt: string, closedAt: string | null };

export type InformationAskedFragment = { id: string, reference: string, fields: Array<AskableField>, state: InformationState, until: string, given: Array<AskableField> };

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


export type ProvideIdentityDetailsMutation = { provideIdentityDetails: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RecipientToPermitQueryVariables = Exact<{
  id: string | number;
}>;


export type RecipientToPermitQuery = { recipient: { id: string, kind: RecipientKind, name: string, state: RecipientState } | null };

export type RefuseAllEmailMutationVariables = Exact<{
  input: RefuseAllEmailInput;
}>;


export type RefuseAllEmailMutation = { refuseAllEmail: { me: { id: string, consents: { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RegisterCustomerMutationVariables = Exact<{
  input: RegisterCustomerInput;
}>;


export type RegisterCustomerMutation = { registerCustomer: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RegistrationNoticeQueryVariables = Exact<{
  language: Language;
}>;


export type RegistrationNoticeQuery = { collectionNotice: { version: number, digest: string, language: Language, text: string, sensitiveNotice: string, fields: Array<{ field: string, dataClass: DataClass, required: boolean, sensitive: boolean, purposes: Array<ConsentPurpose> }>, choices: Array<{ purpose: ConsentPurpose, advertising: boolean, wording: string }> }, policyInForce: { version: number, purposes: Array<{ purpose: ConsentPurpose, wording: string }> } | null };

export type NoticeFragment = { version: number, digest: string, language: Language, text: string, sensitiveNotice: string, fields: Array<{ field: string, dataClass: DataClass, required: boolean, sensitive: boolean, purposes: Array<ConsentPurpose> }>, choices: Array<{ purpose: ConsentPurpose, advertising: boolean, wording: string }> };

export type ReplyToRequestMutationVariables = Exact<{
  input: ReplyToRequestInput;
}>;


export type ReplyToRequestMutation = { replyToRequest: { request: { reference: string } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RequestCopyMutationVariables = Exact<{
  input: RequestRightInput;
}>;


export type RequestCopyMutation = { requestCopy: { me: { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RequestCorrectionMutationVariables = Exact<{
  input: RequestCorrectionInput;
}>;


export type RequestCorrectionMutation = { requestCorrection: { me: { id: string, corrections: Array<{ id: string, dataClass: DataClass, state: CorrectionState, reference: string | null, askedAt: string, dueAt: string | null, decidedAt: string | null, fields: Array<AskableField>, contact: { why: string, reason: string | null, before: { name: string | null, phone: string | null }, after: { name: string | null, phone: string | null } } | null, identity: { why: string, reason: string | null, before: { dateOfBirth: string | null, identityNumber: string | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null }, after: { dateOfBirth: string | null, identityNumber: string | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null } } | null, payment: { why: string, reason: string | null, before: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string } | null }, after: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string } | null } } | null }> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RequestEmailChangeMutationVariables = Exact<{
  input: RequestEmailChangeInput;
}>;


export type RequestEmailChangeMutation = { requestEmailChange: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RequestErasureMutationVariables = Exact<{
  input: RequestErasureInput;
}>;


export type RequestErasureMutation = { requestErasure: { me: { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type ResendVerificationMutationVariables = Exact<{
  input: ResendVerificationInput;
}>;


export type ResendVerificationMutation = { resendVerification: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RestrictProcessingMutationVariables = Exact<{
  input: RequestRightInput;
}>;


export type RestrictProcessingMutation = { restrictProcessing: { me: { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type RevokePermissionMutationVariables = Exact<{
  input: RevokePermissionInput;
}>;


export type RevokePermissionMutation = { revokePermission: { me: { id: string } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type SetConsentsMutationVariables = Exact<{
  input: SetConsentsInput;
}>;


export type SetConsentsMutation = { setConsents: { me: { id: string, consents: { acceptedVersion: number, needsGuardian: boolean | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, stale: boolean }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type SetLanguageMutationVariables = Exact<{
  input: SetLanguageInput;
}>;


export type SetLanguageMutation = { setLanguage: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type StorageNoticeQueryVariables = Exact<{
  language: Language;
}>;


export type StorageNoticeQuery = { policyInForce: { version: number, language: Language, digest: string, text: string } | null };

export type UpdateContactDetailsMutationVariables = Exact<{
  input: UpdateContactDetailsInput;
}>;


export type UpdateContactDetailsMutation = { updateContactDetails: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type UpdatePaymentDetailsMutationVariables = Exact<{
  input: UpdatePaymentDetailsInput;
}>;


export type UpdatePaymentDetailsMutation = { updatePaymentDetails: { me: { id: string, kind: CustomerKind, language: Language, registeredAt: string, name: string | null, phone: string | null, dateOfBirth: string | null, identityNumber: string | null, email: { address: string | null, state: AddressState, heldSince: string | null, standing: { cause: AddressCause | null, since: string | null, softBounces: number, verifiedAt: string | null } | null }, emailChange: { state: EmailChangeState, newAddress: string | null, byStaff: boolean, requestedAt: string, confirmBy: string | null, verifiedAt: string | null, agreedAt: string | null, switchesAt: string | null, endedAt: string | null } | null, address: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, payment: { billingName: string | null, taxCode: string | null, billingAddress: { line: string, ward: string | null, district: string | null, province: string, postalCode: string | null, country: string } | null, bankAccount: { bank: string, holder: string, number: string } | null, card: { brand: string, lastFour: string, expiry: string, processorToken: string } | null } | null, customerNumbers: Array<{ system: string, number: string }>, revisions: { contact: number, identity: number, payment: number }, consents: { acceptedVersion: number, acceptedAt: string, versionInForce: number | null, choices: Array<{ purpose: ConsentPurpose, channel: ContactChannel | null, granted: boolean, at: string, policyVersion: number }> } | null } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type WithdrawRightsRequestMutationVariables = Exact<{
  input: WithdrawRightsRequestInput;
}>;


export type WithdrawRightsRequestMutation = { withdrawRightsRequest: { me: { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export type WithdrawStorageMutationVariables = Exact<{
  input: RequestErasureInput;
}>;


export type WithdrawStorageMutation = { withdrawStorage: { me: { id: string, state: CustomerState, processingRestricted: boolean, rightsRequests: Array<{ id: string, right: Right, state: RightsState, reference: string, askedAt: string, answerDueAt: string, dueAt: string, extendedAt: string | null, doneAt: string | null, liftedAt: string | null, reason: string | null, copy: { until: string } | null }> } | null, errors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } };

export const ContactSideFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ContactSide"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactValues"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}}]} as unknown as DocumentNode<ContactSideFragment, unknown>;
export const AddressFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Address"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostalAddress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"district"}},{"kind":"Field","name":{"kind":"Name","value":"province"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]} as unknown as DocumentNode<AddressFragment, unknown>;
export const IdentitySideFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IdentitySide"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityValues"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateOfBirth"}},{"kind":"Field","name":{"kind":"Name","value":"identityNumber"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Address"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostalAddress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"district"}},{"kind":"Field","name":{"kind":"Name","value":"province"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]} as unknown as DocumentNode<IdentitySideFragment, unknown>;
export const PaymentSideFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PaymentSide"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentValues"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"billingName"}},{"kind":"Field","name":{"kind":"Name","value":"billingAddress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taxCode"}},{"kind":"Field","name":{"kind":"Name","value":"bankAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"holder"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"card"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"brand"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"expiry"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Address"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostalAddress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"district"}},{"kind":"Field","name":{"kind":"Name","value":"province"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]} as unknown as DocumentNode<PaymentSideFragment, unknown>;
export const OwnCorrectionsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OwnCorrections"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Me"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"corrections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dataClass"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"askedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ContactSide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ContactSide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"identity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IdentitySide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IdentitySide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PaymentSide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PaymentSide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Address"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostalAddress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"district"}},{"kind":"Field","name":{"kind":"Name","value":"province"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ContactSide"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactValues"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IdentitySide"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityValues"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateOfBirth"}},{"kind":"Field","name":{"kind":"Name","value":"identityNumber"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PaymentSide"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentValues"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"billingName"}},{"kind":"Field","name":{"kind":"Name","value":"billingAddress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taxCode"}},{"kind":"Field","name":{"kind":"Name","value":"bankAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"holder"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"card"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"brand"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"expiry"}}]}}]}}]} as unknown as DocumentNode<OwnCorrectionsFragment, unknown>;
export const OwnRightsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OwnRights"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Me"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"processingRestricted"}},{"kind":"Field","name":{"kind":"Name","value":"rightsRequests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"right"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"askedAt"}},{"kind":"Field","name":{"kind":"Name","value":"answerDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"extendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"doneAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"copy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]}}]} as unknown as DocumentNode<OwnRightsFragment, unknown>;
export const ChoicesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Choices"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConsentOverview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"needsGuardian"}},{"kind":"Field","name":{"kind":"Name","value":"choices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}}]}}]}}]} as unknown as DocumentNode<ChoicesFragment, unknown>;
export const OwnRecordFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OwnRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Me"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"heldSince"}},{"kind":"Field","name":{"kind":"Name","value":"standing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"softBounces"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"emailChange"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"newAddress"}},{"kind":"Field","name":{"kind":"Name","value":"byStaff"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"confirmBy"}},{"kind":"Field","name":{"kind":"Name","value":"verifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"agreedAt"}},{"kind":"Field","name":{"kind":"Name","value":"switchesAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dateOfBirth"}},{"kind":"Field","name":{"kind":"Name","value":"identityNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"billingName"}},{"kind":"Field","name":{"kind":"Name","value":"billingAddress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"taxCode"}},{"kind":"Field","name":{"kind":"Name","value":"bankAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"holder"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"card"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"brand"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"expiry"}},{"kind":"Field","name":{"kind":"Name","value":"processorToken"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"customerNumbers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"revisions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contact"}},{"kind":"Field","name":{"kind":"Name","value":"identity"}},{"kind":"Field","name":{"kind":"Name","value":"payment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"consents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"versionInForce"}},{"kind":"Field","name":{"kind":"Name","value":"choices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"policyVersion"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Address"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PostalAddress"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"district"}},{"kind":"Field","name":{"kind":"Name","value":"province"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]} as unknown as DocumentNode<OwnRecordFragment, unknown>;
export const RequestSummaryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RequestSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Request"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isUnproven"}},{"kind":"Field","name":{"kind":"Name","value":"notice"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"answerDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}}]} as unknown as DocumentNode<RequestSummaryFragment, unknown>;
export const InformationAskedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InformationAsked"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InformationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"given"}}]}}]} as unknown as DocumentNode<InformationAskedFragment, unknown>;
export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const NoticeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Notice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CollectionNotice"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"sensitiveNotice"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"dataClass"}},{"kind":"Field","name":{"kind":"Name","value":"required"}},{"kind":"Field","name":{"kind":"Name","value":"sensitive"}},{"kind":"Field","name":{"kind":"Name","value":"purposes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"choices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"advertising"}},{"kind":"Field","name":{"kind":"Name","value":"wording"}}]}}]}}]} as unknown as DocumentNode<NoticeFragment, unknown>;
export const AcceptPolicyDocument = {"__meta__":{"operationName":"AcceptPolicy","hash":"sha256:091968b3a9ba09e2defda33484e51d4de249c08bd06f5feb1cda4a0a16b7494a"}} as unknown as DocumentNode<AcceptPolicyMutation, AcceptPolicyMutationVariables>;
export const AnswerInformationRequestDocument = {"__meta__":{"operationName":"AnswerInformationRequest","hash":"sha256:797055797407df36272e123de4a30fc98a12b5fc808e89ed59f71030423719e5"}} as unknown as DocumentNode<AnswerInformationRequestMutation, AnswerInformationRequestMutationVariables>;
export const CancelEmailChangeDocument = {"__meta__":{"operationName":"CancelEmailChange","hash":"sha256:b7bd99f095ebf81688af47115a52a86f9f0c68b6be4f177648c91415f0804ed9"}} as unknown as DocumentNode<CancelEmailChangeMutation, CancelEmailChangeMutationVariables>;
export const CloseAccountDocument = {"__meta__":{"operationName":"CloseAccount","hash":"sha256:c9fe9fc76307a292ea073ec78684d919ebaacff63750dd35be34778a35267f2b"}} as unknown as DocumentNode<CloseAccountMutation, CloseAccountMutationVariables>;
export const ConsentHistoryDocument = {"__meta__":{"operationName":"ConsentHistory","hash":"sha256:6614e60354a7972797bbc3240f4b16593c5a30e16608298e79003a52efa1c4d6"}} as unknown as DocumentNode<ConsentHistoryQuery, ConsentHistoryQueryVariables>;
export const ConsentReceiptDocument = {"__meta__":{"operationName":"ConsentReceipt","hash":"sha256:d5b9be75c1dfe8295e949eabebb98f596acee12f54dbdcf46afa6d7dcd9b4283"}} as unknown as DocumentNode<ConsentReceiptQuery, ConsentReceiptQueryVariables>;
export const DeclineInformationRequestDocument = {"__meta__":{"operationName":"DeclineInformationRequest","hash":"sha256:5321a9f13d577251912d5af34b43421f997fd813c1c2c6cf6f8351c68aecc300"}} as unknown as DocumentNode<DeclineInformationRequestMutation, DeclineInformationRequestMutationVariables>;
export const GrantPermissionDocument = {"__meta__":{"operationName":"GrantPermission","hash":"sha256:383a6f98281fe8144271dd061c165e4b99581448fe744016314dabd94f5ebce4"}} as unknown as DocumentNode<GrantPermissionMutation, GrantPermissionMutationVariables>;
export const InformationOfLinkDocument = {"__meta__":{"operationName":"InformationOfLink","hash":"sha256:20ce150e25996603dcf3f7fa2e6634c528d7211e8ea8c276f784df0cbf0cbd9b"}} as unknown as DocumentNode<InformationOfLinkQuery, InformationOfLinkQueryVariables>;
export const LiftRestrictionDocument = {"__meta__":{"operationName":"LiftRestriction","hash":"sha256:994fc98f024acefcbce8589b3b0bf53b5f3b943956b538f8f09ccf8029d4dad1"}} as unknown as DocumentNode<LiftRestrictionMutation, LiftRestrictionMutationVariables>;
export const ObjectToProcessingDocument = {"__meta__":{"operationName":"ObjectToProcessing","hash":"sha256:1b08b794a8d3da2c6a94a00affad7c161b930865a63ddb81c1f2f4ffaa2dd6e7"}} as unknown as DocumentNode<ObjectToProcessingMutation, ObjectToProcessingMutationVariables>;
export const OffSiteLinkDocument = {"__meta__":{"operationName":"OffSiteLink","hash":"sha256:23810abbaf41e3ad665c85d2508fb41ee28f859b6ca63e720db1f787d9ced0e1"}} as unknown as DocumentNode<OffSiteLinkQuery, OffSiteLinkQueryVariables>;
export const OffSiteLinksDocument = {"__meta__":{"operationName":"OffSiteLinks","hash":"sha256:6be50a409b67b21a1a4bf60601aecbeb25d69a18167087d913ed114f479a309c"}} as unknown as DocumentNode<OffSiteLinksQuery, OffSiteLinksQueryVariables>;
export const OpenSupportRequestDocument = {"__meta__":{"operationName":"OpenSupportRequest","hash":"sha256:63f50fff19922a7c1f78f39ee5b79428a4e9e55fa15e3d4585546be7679c169d"}} as unknown as DocumentNode<OpenSupportRequestMutation, OpenSupportRequestMutationVariables>;
export const OwnAccessLogDocument = {"__meta__":{"operationName":"OwnAccessLog","hash":"sha256:2481535283d3e43464a47886e0fb570d0aeee551d3071c0882797d06de6ce211"}} as unknown as DocumentNode<OwnAccessLogQuery, OwnAccessLogQueryVariables>;
export const OwnAccountDocument = {"__meta__":{"operationName":"OwnAccount","hash":"sha256:987601b461536291aeead8c5edb48588024b186e93b1521a57494c9a35a2d079"}} as unknown as DocumentNode<OwnAccountQuery, OwnAccountQueryVariables>;
export const OwnCopyDocument = {"__meta__":{"operationName":"OwnCopy","hash":"sha256:f2909ac6c6076ec9c3b61fa02c78c094814ecc5e06d5cf1103c6dfe43a8cd767"}} as unknown as DocumentNode<OwnCopyQuery, OwnCopyQueryVariables>;
export const OwnCorrectionListDocument = {"__meta__":{"operationName":"OwnCorrectionList","hash":"sha256:8f35981b4ec1ca5878990726f455c5823545e1b103142b6d557f26f62192ebf1"}} as unknown as DocumentNode<OwnCorrectionListQuery, OwnCorrectionListQueryVariables>;
export const OwnDataDocument = {"__meta__":{"operationName":"OwnData","hash":"sha256:177c5146ca543f499287b5b4dd40648efec0474afd1c99cf5e29167d04cee878"}} as unknown as DocumentNode<OwnDataQuery, OwnDataQueryVariables>;
export const OwnDisclosuresDocument = {"__meta__":{"operationName":"OwnDisclosures","hash":"sha256:096f044508f708a713b990f8b9e068acfce0735f3222c8aa55ffe9ac7139c687"}} as unknown as DocumentNode<OwnDisclosuresQuery, OwnDisclosuresQueryVariables>;
export const OwnPermissionsDocument = {"__meta__":{"operationName":"OwnPermissions","hash":"sha256:2bb271a8fbb6f72e615952e580271b2b63a62df4ba652da5c40f76e231d8c7b7"}} as unknown as DocumentNode<OwnPermissionsQuery, OwnPermissionsQueryVariables>;
export const OwnPreferencesDocument = {"__meta__":{"operationName":"OwnPreferences","hash":"sha256:54e9d2b1633aa2169ec7a47ef703b6b78c3cbcf411983bd9bec41da1b808cc38"}} as unknown as DocumentNode<OwnPreferencesQuery, OwnPreferencesQueryVariables>;
export const OwnRequestDocument = {"__meta__":{"operationName":"OwnRequest","hash":"sha256:3151355d0560646d774812d083997164026b716beea055a223cc9127070f6189"}} as unknown as DocumentNode<OwnRequestQuery, OwnRequestQueryVariables>;
export const OwnRequestsDocument = {"__meta__":{"operationName":"OwnRequests","hash":"sha256:48d833d7a6fb9400842899e45e427d478b41eb164e8fdaefc7c1230129314b17"}} as unknown as DocumentNode<OwnRequestsQuery, OwnRequestsQueryVariables>;
export const PaymentNoticeDocument = {"__meta__":{"operationName":"PaymentNotice","hash":"sha256:6437092f8758d174cccf4cdddd23cdffaa8d8e449e5e304bcbc01813a8cf7d62"}} as unknown as DocumentNode<PaymentNoticeQuery, PaymentNoticeQueryVariables>;
export const PolicyNoticeTextDocument = {"__meta__":{"operationName":"PolicyNoticeText","hash":"sha256:9fbf607f32e9340d82030e49f5ecd592cca4ecc4d1b111d8340e7b58b93382e9"}} as unknown as DocumentNode<PolicyNoticeTextQuery, PolicyNoticeTextQueryVariables>;
export const PolicyNoticesDocument = {"__meta__":{"operationName":"PolicyNotices","hash":"sha256:24d248ee97f7d4f3dc7a019931aae581373c6b909454f72def719b23450f3df5"}} as unknown as DocumentNode<PolicyNoticesQuery, PolicyNoticesQueryVariables>;
export const ProvideIdentityDetailsDocument = {"__meta__":{"operationName":"ProvideIdentityDetails","hash":"sha256:6b65feb9ea250635fcf409d7c57be7f89bbb2937ad1df14c8c8da4b0505997a8"}} as unknown as DocumentNode<ProvideIdentityDetailsMutation, ProvideIdentityDetailsMutationVariables>;
export const RecipientToPermitDocument = {"__meta__":{"operationName":"RecipientToPermit","hash":"sha256:c891314dcd060a61f83b5075a5993b9f509c22ec73cd34936f5ec9c5b0baf6b4"}} as unknown as DocumentNode<RecipientToPermitQuery, RecipientToPermitQueryVariables>;
export const RefuseAllEmailDocument = {"__meta__":{"operationName":"RefuseAllEmail","hash":"sha256:4864952705d6d4b0b70dc4d42edb88cc2421a634645cf2d3977faa6be1ced192"}} as unknown as DocumentNode<RefuseAllEmailMutation, RefuseAllEmailMutationVariables>;
export const RegisterCustomerDocument = {"__meta__":{"operationName":"RegisterCustomer","hash":"sha256:9b2e172606385239bfa2082fb8fed1cfbb1e9a03c69f63f5333796b08c22bd97"}} as unknown as DocumentNode<RegisterCustomerMutation, RegisterCustomerMutationVariables>;
export const RegistrationNoticeDocument = {"__meta__":{"operationName":"RegistrationNotice","hash":"sha256:e0460fbb4de017812a78872a5882a499d5896e901b85fb229da3986d6ab88b1f"}} as unknown as DocumentNode<RegistrationNoticeQuery, RegistrationNoticeQueryVariables>;
export const ReplyToRequestDocument = {"__meta__":{"operationName":"ReplyToRequest","hash":"sha256:d37f962df5ea9a3d8b0ad6e84fb12aff9c1bda1df231efabb6cbb74caeb6ecd8"}} as unknown as DocumentNode<ReplyToRequestMutation, ReplyToRequestMutationVariables>;
export const RequestCopyDocument = {"__meta__":{"operationName":"RequestCopy","hash":"sha256:a8bce836f33b5e9a6d1511655be549ea4083985a35dc7bda91739eb53f0b476e"}} as unknown as DocumentNode<RequestCopyMutation, RequestCopyMutationVariables>;
export const RequestCorrectionDocument = {"__meta__":{"operationName":"RequestCorrection","hash":"sha256:687482ed59b318098a86c3fb5f63383b8b3df46a781dadaf19869977ecbbe5ec"}} as unknown as DocumentNode<RequestCorrectionMutation, RequestCorrectionMutationVariables>;
export const RequestEmailChangeDocument = {"__meta__":{"operationName":"RequestEmailChange","hash":"sha256:f71866e2557266de060bf3d4c7ec6c76d08bd4b51e0b179e71124d3b1d87e953"}} as unknown as DocumentNode<RequestEmailChangeMutation, RequestEmailChangeMutationVariables>;
export const RequestErasureDocument = {"__meta__":{"operationName":"RequestErasure","hash":"sha256:22a1fa02cdf22b7e2570ac2223c06e74d46193e42e73a8a5ed9fbe63c7ed1c7a"}} as unknown as DocumentNode<RequestErasureMutation, RequestErasureMutationVariables>;
export const ResendVerificationDocument = {"__meta__":{"operationName":"ResendVerification","hash":"sha256:4d3e4d16ee729a3582b3ab8997d700c5cec73dfab14d308978d0a248ced686c8"}} as unknown as DocumentNode<ResendVerificationMutation, ResendVerificationMutationVariables>;
export const RestrictProcessingDocument = {"__meta__":{"operationName":"RestrictProcessing","hash":"sha256:ee3db8b52fd6f1848d05fe82e62e282a4f937d11ef847e28b3ecbfaa4a42d561"}} as unknown as DocumentNode<RestrictProcessingMutation, RestrictProcessingMutationVariables>;
export const RevokePermissionDocument = {"__meta__":{"operationName":"RevokePermission","hash":"sha256:eed6ced1cc60f2654467932f309417c458c4173121d44e89a7cf1f3ee732d4ba"}} as unknown as DocumentNode<RevokePermissionMutation, RevokePermissionMutationVariables>;
export const SetConsentsDocument = {"__meta__":{"operationName":"SetConsents","hash":"sha256:5db8da8478333e5d96b17fb42485a80c6e05fa8f89ebc3f21e5b2677a0774f11"}} as unknown as DocumentNode<SetConsentsMutation, SetConsentsMutationVariables>;
export const SetLanguageDocument = {"__meta__":{"operationName":"SetLanguage","hash":"sha256:196cbceebe8441e72332842f1ce4edb496be6005f0cff2e26c3635ce9a90a631"}} as unknown as DocumentNode<SetLanguageMutation, SetLanguageMutationVariables>;
export const StorageNoticeDocument = {"__meta__":{"operationName":"StorageNotice","hash":"sha256:d912e67473daace805232d1c9dc704baf79a67bdb75ca5ac32e871fac1128da1"}} as unknown as DocumentNode<StorageNoticeQuery, StorageNoticeQueryVariables>;
export const UpdateContactDetailsDocument = {"__meta__":{"operationName":"UpdateContactDetails","hash":"sha256:e8c152ac6b6320b106ec42326d76b29880e1f14a057b4634556eb8f2a6dabe8c"}} as unknown as DocumentNode<UpdateContactDetailsMutation, UpdateContactDetailsMutationVariables>;
export const UpdatePaymentDetailsDocument = {"__meta__":{"operationName":"UpdatePaymentDetails","hash":"sha256:e5b5a2a4f496d4fb2d1132a626713cd3a66f8d7bb76ef84d02b3dfba6e188e1c"}} as unknown as DocumentNode<UpdatePaymentDetailsMutation, UpdatePaymentDetailsMutationVariables>;
export const WithdrawRightsRequestDocument = {"__meta__":{"operationName":"WithdrawRightsRequest","hash":"sha256:bb17b5fc69c4351fd17f6bdf64bf21b63bc0fd1b93f2d04bbe2846da7d15d8df"}} as unknown as DocumentNode<WithdrawRightsRequestMutation, WithdrawRightsRequestMutationVariables>;
export const WithdrawStorageDocument = {"__meta__":{"operationName":"WithdrawStorage","hash":"sha256:d90cdd8db5d6e32eedc05f7bf0a4bbbf8d619f07ac13592c5dd3a803de9ed8f8"}} as unknown as DocumentNode<WithdrawStorageMutation, WithdrawStorageMutationVariables>;