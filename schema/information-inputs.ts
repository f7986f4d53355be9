import { builder } from './builder.ts';
import { detailsInput } from './details-input.ts';
import { AskableFieldEnum } from './enums.ts';
import { key } from './inputs.ts';

export const RequestInformationInput = builder.inputType('RequestInformationInput', {
  description: 'What is needed, for which request, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    reference: t.string({ description: 'An open request of this customer, or one of the ticket system.' }),
    fields: t.field({ type: [AskableFieldEnum], description: 'At least one.' }),
    why: t.string({ description: 'For the customer to read: 1 to 4000 characters. Kept encrypted.' }),
  }),
});
const InformationGivenInput = detailsInput(
  'InformationGivenInput',
  'Values of the fields that were asked for. What is left out is not given.',
);
const byWhat = {
  id: 'Signed in: `InformationRequest.id`.',
  token: 'Not signed in: what stands after the last slash of the link in the mail.',
};
export const AnswerInformationRequestInput = builder.inputType('AnswerInformationRequestInput', {
  description: 'What the customer gives. A field that was not asked for is refused, and nothing is changed.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id({ required: false, description: byWhat.id }),
    token: t.string({ required: false, description: byWhat.token }),
    given: t.field({ type: InformationGivenInput }),
  }),
});
export const DeclineInformationRequestInput = builder.inputType('DeclineInformationRequestInput', {
  description: 'What the customer will not give.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    id: t.id({ required: false, description: byWhat.id }),
    token: t.string({ required: false, description: byWhat.token }),
  }),
});
