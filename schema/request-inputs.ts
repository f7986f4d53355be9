import { builder } from './builder.ts';
import { RequestChannelEnum } from './enums.ts';
import { key } from './inputs.ts';

/** Describes a message. */
export const words =
  '1 to 4000 characters, several lines. Kept encrypted. A full card number is not accepted.';
const whose = 'Whose request it is, as `Request.customerId` gives it.';

export const OpenSupportRequestInput = builder.inputType('OpenSupportRequestInput', {
  description: 'What somebody needs help with.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    message: t.string({ description: words }),
    customerId: t.id({ required: false, description: 'Of staff alone: for whom.' }),
    channel: t.field({
      type: RequestChannelEnum,
      required: false,
      description: 'Of staff alone: PHONE or CHAT. A customer writes by PAGE.',
    }),
  }),
});
export const ReplyToRequestInput = builder.inputType('ReplyToRequestInput', {
  description: 'One more word in a request.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    reference: t.string(),
    message: t.string({ description: words }),
    customerId: t.id({ required: false, description: `Of staff alone. ${whose}` }),
  }),
});
export const AssignRequestInput = builder.inputType('AssignRequestInput', {
  description: 'Who works on a request.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ description: whose }),
    reference: t.string(),
    assignee: t.string({
      required: false,
      description: 'Subject of an employee; oneself when left out, nobody when null.',
    }),
  }),
});
export const AddNoteInput = builder.inputType('AddNoteInput', {
  description: 'A note for staff alone.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ description: whose }),
    reference: t.string(),
    note: t.string({ description: words }),
  }),
});
export const CloseRequestInput = builder.inputType('CloseRequestInput', {
  description: 'Which request is done.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ description: whose }),
    reference: t.string(),
  }),
});
export const ReleaseQuarantinedInput = builder.inputType('ReleaseQuarantinedInput', {
  description: 'Which request is worked on from now on.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ description: whose }),
    reference: t.string(),
  }),
});
export const DiscardQuarantinedInput = builder.inputType('DiscardQuarantinedInput', {
  description: 'Which request is set aside, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id({ description: whose }),
    reference: t.string(),
    reason: t.string({ description: `For staff alone. ${words}` }),
  }),
});
