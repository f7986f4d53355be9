import { builder } from './builder.ts';
import { detailsInput } from './details-input.ts';
import { key } from './inputs.ts';

const words = '1 to 4000 characters. Kept encrypted.';

const CorrectedValuesInput = detailsInput(
  'CorrectedValuesInput',
  'Values as they are right. What is left out stays as it is.',
);

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
