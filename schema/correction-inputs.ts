import { builder } from './builder.ts';
import { BankAccountInput, CardOnFileInput, key, PostalAddressInput } from './inputs.ts';

const words = '1 to 4000 characters. Kept encrypted.';

const CorrectedValuesInput = builder.inputType('CorrectedValuesInput', {
  description: 'Values as they are right. What is left out stays as it is.',
  fields: (t) => ({
    name: t.string({ required: false }),
    phone: t.field({ type: 'PhoneNumber', required: false }),
    address: t.field({ type: PostalAddressInput, required: false }),
    dateOfBirth: t.field({ type: 'Date', required: false }),
    identityNumber: t.string({ required: false }),
    billingName: t.string({ required: false }),
    billingAddress: t.field({ type: PostalAddressInput, required: false }),
    taxCode: t.string({ required: false }),
    bankAccount: t.field({ type: BankAccountInput, required: false }),
    card: t.field({ type: CardOnFileInput, required: false }),
  }),
});

export const CorrectCustomerInput = builder.inputType('CorrectCustomerInput', {
  description: 'What is right, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    values: t.field({ type: CorrectedValuesInput, description: 'Of one class.' }),
    reason: t.string({ description: words }),
  }),
});

export const DecideCorrectionInput = builder.inputType('DecideCorrectionInput', {
  description: 'What is decided on a correction, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    id: t.id({ description: '`Correction.id`.' }),
    accept: t.boolean(),
    reason: t.string({ description: `For the customer to read. ${words}` }),
  }),
});

export const RequestCorrectionInput = builder.inputType('RequestCorrectionInput', {
  description: 'What is right, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    values: t.field({
      type: CorrectedValuesInput,
      description: 'Identity and payment details; contact details are changed at once instead.',
    }),
    why: t.string({ description: words }),
  }),
});
