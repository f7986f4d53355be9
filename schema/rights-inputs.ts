import { builder } from './builder.ts';
import { key, NoticeShownInput } from './inputs.ts';

export const RequestRightInput = builder.inputType('RequestRightInput', {
  description: 'A right of the own data; it needs no reason.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    why: t.string({ required: false, description: '1 to 4000 characters, if anything. Kept encrypted.' }),
  }),
});

export const RequestErasureInput = builder.inputType('RequestErasureInput', {
  description: 'An erasure, or the withdrawal of storing; it needs no reason.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    why: t.string({ required: false, description: '1 to 4000 characters, if anything. Kept encrypted.' }),
    suppressAddress: t.boolean({
      required: false,
      description:
        'Whether a fingerprint of the address stays, from which it cannot be read, so that no import of older records brings it back (D356 5(4)).',
    }),
  }),
});

export const LiftRestrictionInput = builder.inputType('LiftRestrictionInput', {
  description: 'That processing goes on.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    notice: t.field({
      type: NoticeShownInput,
      required: false,
      description:
        'Where storing was withdrawn, and its erasure refused: the notice in force, as it was shown, for storing is agreed to anew. Else it is left out.',
    }),
  }),
});

export const WithdrawRightsRequestInput = builder.inputType('WithdrawRightsRequestInput', {
  description: 'What is asked for no longer.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id({ description: '`RightsRequest.id`.' }),
    notice: t.field({
      type: NoticeShownInput,
      required: false,
      description:
        'For WITHDRAW_STORAGE: the notice in force, as it was shown, for storing is agreed to anew.',
    }),
  }),
});

const named = {
  customerId: '`RightsRequest.customerId`.',
  id: '`RightsRequest.id`.',
  reason: 'For the customer to read: no personal value. 1 to 4000 characters. Kept encrypted.',
} as const;

export const DecideRightsRequestInput = builder.inputType('DecideRightsRequestInput', {
  description: 'What is decided on a right, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ description: named.customerId }),
    id: t.id({ description: named.id }),
    grant: t.boolean(),
    reason: t.string({ description: named.reason }),
  }),
});

export const PassOnErasureInput = builder.inputType('PassOnErasureInput', {
  description: 'Which erasure was passed on.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ description: named.customerId }),
    id: t.id({ description: named.id }),
  }),
});

export const AnswerRightsRequestInput = builder.inputType('AnswerRightsRequestInput', {
  description: 'What is said of a right, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ description: named.customerId }),
    id: t.id({ description: named.id }),
    reason: t.string({ description: named.reason }),
  }),
});
