import { isAtProcessor } from '../lambda/domain/commitment/at-processor.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import type { NamedRight } from '../lambda/domain/rights/request-right.ts';
import type { StaffViewer } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import type { ApiContext, ApiPorts } from './context.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';
import { AnswerRightsRequestInput, DecideRightsRequestInput, PassOnErasureInput } from './rights-inputs.ts';
import { rightsKeepers as keepers, RightsRequestType, type ShownRight } from './rights-type.ts';

const { completeRight, decideRight, extendRight, passOnErasure } = lateOperations;

const AnswerRightsRequestPayload = payloadOf<ShownRight>(
  'AnswerRightsRequest',
  'rightsRequest',
  RightsRequestType as never,
  keepers,
);

builder.objectFields(RightsRequestType, (t) => ({
  decidedBy: t.string({
    access: keepers,
    nullable: true,
    description: 'Subject of the employee. Null: the product did it at once.',
    resolve: ({ request }) => request.decidedBy,
  }),
  processors: t.stringList({
    access: keepers,
    cost: 2,
    description:
      'Names of the recipients who have, or are about to have, data of the customer on a standing commitment (P6.6): whom a restriction, an objection or an erasure is passed on to. Also once the customer is erased.',
    async resolve({ request }, _, { ports }) {
      const disclosures = await ports.disclosures.ofCustomer(request.customerId);
      return [...new Set(disclosures.filter(isAtProcessor).map(({ recipientName }) => recipientName))];
    },
  }),
  passedOnAt: t.field({
    type: 'DateTime',
    access: keepers,
    nullable: true,
    description: 'Of an erasure: when somebody said that it was passed on to them.',
    resolve: ({ request }) => request.passedOnAt,
  }),
}));

/** Runs an act of the privacy officer upon a request, and answers with it as it is afterwards. */
async function answering<Call extends { readonly customerId: string }>(
  { ports, viewer }: ApiContext,
  input: Call,
  act: (ports: ApiPorts, viewer: StaffViewer, call: Call) => Promise<NamedRight>,
): Promise<ShownRight> {
  const customerId = requireLocalId('Customer', input.customerId, ['customerId']);
  const named = await act(ports, requireStaff(viewer), { ...input, customerId });
  const request = await ports.rightsRequests.load(named.customerId, named.id);
  if (!request) throw new DomainError('NOT_FOUND', ['id']);
  return { request };
}

mutation('decideRightsRequest', {
  payload: AnswerRightsRequestPayload,
  access: keepers,
  description:
    'Grants or refuses a right that waits for a decision (D356 5(4)). The customer is told the reason by mail. A granted erasure begins at once.',
  input: DecideRightsRequestInput,
  act: (input, context) => answering(context, input, decideRight),
});

mutation('extendRightsRequest', {
  payload: AnswerRightsRequestPayload,
  access: keepers,
  description:
    'Takes more time for a right, once, before it is over: 10, 15 or 20 days by the right (D356 5). The customer is told the reason by mail.',
  input: AnswerRightsRequestInput,
  act: (input, context) => answering(context, input, extendRight),
});

mutation('completeRightsRequest', {
  payload: AnswerRightsRequestPayload,
  access: keepers,
  description:
    'Says that a restriction or an objection was passed on to the processors who have the data (D356 5(2)). The customer is told by mail.',
  input: AnswerRightsRequestInput,
  act: (input, context) => answering(context, input, completeRight),
});

mutation('passOnErasure', {
  payload: AnswerRightsRequestPayload,
  access: keepers,
  description:
    'Says that a granted erasure was passed on to the processors who have data of the customer, `RightsRequest.processors` (D356 5(4)). Until then it stays GRANTED, and due, also when everything here is erased. Nobody is left to be told.',
  input: PassOnErasureInput,
  act: (input, context) => answering(context, input, passOnErasure),
});
