import type { Forgotten } from '../lambda/domain/request/forget-correspondent.ts';
import { forgettingReasons } from '../lambda/domain/request/forgetting-reasons.ts';
import { builder } from './builder.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { payloadOf } from './payload.ts';
import { globalSubjectId, requireLocalSubjectId } from './request-subject.ts';
import { requireStaff } from './require-staff.ts';

const { forgetCorrespondent } = lateOperations;

const officers = ['privacy_officer'] as const;

const ForgettingReasonEnum = builder.enumType('ForgettingReason', {
  description: 'Why a correspondent is forgotten: they asked for it, or what they wrote is done with.',
  values: forgettingReasons,
});

const ForgetCorrespondentInput = builder.inputType('ForgetCorrespondentInput', {
  description: 'Whom to forget.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ description: 'The correspondent, as `Request.customerId` gives it.' }),
    reason: t.field({
      type: ForgettingReasonEnum,
      required: false,
      description: 'ASKED_FOR when left out. Kept in the audit trail.',
    }),
  }),
});

const ForgottenType = builder.objectRef<Forgotten>('ForgottenCorrespondent').implement({
  description: 'A correspondent of whom nothing is kept any more.',
  fields: (t) => ({
    customerId: t.id({ access: officers, resolve: ({ id }) => globalSubjectId(id) }),
    at: t.field({
      type: 'DateTime',
      access: officers,
      description: 'From then on nothing of theirs is shown, and nothing is sent to them.',
      resolve: ({ at }) => at,
    }),
  }),
});

const ForgetCorrespondentPayload = payloadOf<Forgotten>(
  'ForgetCorrespondent',
  'forgotten',
  ForgottenType as never,
  officers,
);

mutation('forgetCorrespondent', {
  payload: ForgetCorrespondentPayload,
  access: officers,
  cost: 20,
  description:
    'Removes all that is kept of somebody who wrote without being a customer, before their time is over (P1.4): their keys at once, so that nothing can be opened any more, then their requests, mails and attachments. It cannot be undone.',
  input: ForgetCorrespondentInput,
  act: (input, context) =>
    forgetCorrespondent(context.ports, requireStaff(context.viewer), {
      idempotencyKey: input.idempotencyKey,
      customerId: requireLocalSubjectId(input.customerId),
      reason: input.reason ?? 'ASKED_FOR',
    }),
});
