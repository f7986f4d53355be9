import { builder } from './builder.ts';
import { ConsentPurposeEnum, ContactChannelEnum, CustomerKindEnum, LanguageEnum } from './enums.ts';

/** Describes the key that every mutation takes. */
export const key =
  'Made new by the caller for each thing it wants done once: 8 to 128 of A-Z a-z 0-9 . _ : -';
const revision = 'The revision of these details that was last read (`me.revisions`), 0 when none were given.';

export const PostalAddressInput = builder.inputType('PostalAddressInput', {
  description: 'A postal address as people write it in Vietnam.',
  fields: (t) => ({
    line: t.string({ description: 'House number and street, or hamlet.' }),
    ward: t.string({ required: false }),
    district: t.string({ required: false }),
    province: t.string(),
    country: t.string({ required: false, description: 'ISO 3166-1 alpha-2; VN when left out.' }),
    postalCode: t.string({ required: false }),
  }),
});

export const NoticeShownInput = builder.inputType('NoticeShownInput', {
  description: 'Which notice was shown: evidence of what was agreed to (P0.2).',
  fields: (t) => ({
    version: t.int(),
    language: t.field({ type: LanguageEnum }),
    digest: t.string({ description: '`collectionNotice.digest`, as it was shown.' }),
  }),
});

export const ConsentChoiceInput = builder.inputType('ConsentChoiceInput', {
  description: 'One explicit choice. What is left out is not given.',
  fields: (t) => ({
    purpose: t.field({ type: ConsentPurposeEnum }),
    channel: t.field({ type: ContactChannelEnum }),
    granted: t.boolean(),
  }),
});

export const RegisterCustomerInput = builder.inputType('RegisterCustomerInput', {
  description: 'What a customer registers with (P0.2, P1.3, P1.4).',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    kind: t.field({ type: CustomerKindEnum }),
    name: t.string({ description: 'As the person or organisation writes it.' }),
    email: t.field({ type: 'EmailAddress' }),
    phone: t.field({ type: 'PhoneNumber', required: false }),
    address: t.field({ type: PostalAddressInput, required: false }),
    dateOfBirth: t.field({ type: 'Date', required: false }),
    identityNumber: t.string({
      required: false,
      description: 'Identity card or passport of a person, registration number of an organisation.',
    }),
    language: t.field({ type: LanguageEnum, description: 'What CloudFly writes in.' }),
    notice: t.field({ type: NoticeShownInput }),
    agreed: t.boolean({ description: 'That the policy was agreed to (P0.2).' }),
    storage: t.boolean({
      description: 'That the information may be stored (P1.4); without it there is no record.',
    }),
    consents: t.field({
      type: [ConsentChoiceInput],
      description: 'One entry for each choice that was made.',
    }),
  }),
});

export const UpdateContactDetailsInput = builder.inputType('UpdateContactDetailsInput', {
  description: 'What is left out stays.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    expectedRevision: t.int({ description: revision }),
    name: t.string({ required: false }),
    phone: t.field({ type: 'PhoneNumber', required: false, description: 'Null takes the number away.' }),
  }),
});

export const ProvideIdentityDetailsInput = builder.inputType('ProvideIdentityDetailsInput', {
  description: 'Details that are missing; what was given before is changed by a correction.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    expectedRevision: t.int({ description: revision }),
    address: t.field({ type: PostalAddressInput, required: false }),
    dateOfBirth: t.field({ type: 'Date', required: false }),
    identityNumber: t.string({ required: false }),
  }),
});

export const BankAccountInput = builder.inputType('BankAccountInput', {
  description: 'An account at a bank; the number as the bank writes it.',
  fields: (t) => ({ bank: t.string(), number: t.string(), holder: t.string() }),
});

export const CardOnFileInput = builder.inputType('CardOnFileInput', {
  description: "A card as its processor's token. The number itself is never accepted.",
  fields: (t) => ({
    processorToken: t.string(),
    brand: t.string(),
    lastFour: t.string(),
    expiry: t.string({ description: 'YYYY-MM.' }),
  }),
});

export const UpdatePaymentDetailsInput = builder.inputType('UpdatePaymentDetailsInput', {
  description: 'What is left out stays; null takes a detail away.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    expectedRevision: t.int({ description: revision }),
    billingName: t.string({ required: false }),
    billingAddress: t.field({ type: PostalAddressInput, required: false }),
    taxCode: t.string({ required: false }),
    bankAccount: t.field({ type: BankAccountInput, required: false }),
    card: t.field({ type: CardOnFileInput, required: false }),
  }),
});

export const SetLanguageInput = builder.inputType('SetLanguageInput', {
  description: 'The language that CloudFly writes in.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    language: t.field({ type: LanguageEnum }),
  }),
});

export const OnlyKeyInput = (name: string) =>
  builder.inputType(name, {
    description: 'Takes nothing but the key.',
    fields: (t) => ({ idempotencyKey: t.string({ description: key }) }),
  });

export const VerifyEmailInput = builder.inputType('VerifyEmailInput', {
  description: 'What the verification mail brought (P3.2).',
  fields: (t) => ({ token: t.string({ description: 'What stands after the last slash of the link.' }) }),
});

export const LinkCustomerReferenceInput = builder.inputType('LinkCustomerReferenceInput', {
  description: "A customer and the number that one of CloudFly's systems knows it by.",
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    system: t.string({ description: 'Name of the system: 1 to 32 of a-z 0-9 -' }),
    number: t.string({ description: "The system's customer number: 1 to 64 of A-Z a-z 0-9 . _ : / @ + -" }),
  }),
});
