import { feedbackNotice, ownFeedbackNotice } from '../lambda/domain/request/feedback-notice.ts';
import type { SentFeedback } from '../lambda/domain/request/send-feedback.ts';
import { builder } from './builder.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { payloadOf } from './payload.ts';
import { words } from './request-inputs.ts';

const { sendFeedback } = lateOperations;

const everyone = ['everyone'] as const;

const FeedbackReceipt = builder.objectRef<SentFeedback>('FeedbackReceipt').implement({
  description: 'What was taken, and how it is kept.',
  fields: (t) => ({
    reference: t.exposeString('reference', { access: everyone }),
    keptUntil: t.field({
      type: 'DateTime',
      access: everyone,
      nullable: true,
      description: 'When what a visitor sent is removed. Null for a customer, whose request it is.',
      resolve: ({ keptUntil }) => keptUntil,
    }),
    notice: t.string({
      access: everyone,
      description: 'What it is used for, how it is kept and for how long: to be shown to who sent it (P1.4).',
      resolve: ({ keptUntil }, _, { viewer }) =>
        (keptUntil === null ? ownFeedbackNotice : feedbackNotice)[viewer.language],
    }),
  }),
});
const SendFeedbackPayload = payloadOf<SentFeedback>(
  'SendFeedback',
  'receipt',
  FeedbackReceipt as never,
  everyone,
);
const SendFeedbackInput = builder.inputType('SendFeedbackInput', {
  description: 'Feedback, signed in or not.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    message: t.string({ description: words }),
    name: t.string({ required: false, description: 'Only of those who are not signed in.' }),
    email: t.field({
      type: 'EmailAddress',
      required: false,
      description: 'Only of those who are not signed in.',
    }),
  }),
});

mutation('sendFeedback', {
  payload: SendFeedbackPayload,
  access: everyone,
  cost: 20,
  description:
    'Feedback of anybody. Of the signed-in customer it becomes a request of their own; of others it is kept for a short time under keys of its own (P1.4). Limited by network.',
  input: SendFeedbackInput,
  act: async (input, { ports, viewer }) => {
    const { idempotencyKey, ...given } = input;
    return sendFeedback(ports, viewer, { idempotencyKey, input: given });
  },
});
