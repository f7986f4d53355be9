import type { Audience } from '../lambda/domain/access.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import type { InformationRequest } from '../lambda/domain/request/information-request.ts';
import type { NamedInformationRequest } from '../lambda/domain/request/request-information.ts';
import type { ApiContext } from './context.ts';
import {
  AnswerInformationRequestInput,
  DeclineInformationRequestInput,
  RequestInformationInput,
} from './information-inputs.ts';
import { InformationRequestType } from './information-request.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { requestWorkers as workers } from './request-type.ts';
import { requireStaff } from './require-staff.ts';

const { answerInformationRequest, declineInformationRequest, requestInformation } = lateOperations;

const everyone = ['everyone'] as const;

const payload = (name: string, access: readonly Audience[]) =>
  payloadOf<InformationRequest>(name, 'informationRequest', InformationRequestType as never, access);
const RequestInformationPayload = payload('RequestInformation', workers);
const AnswerInformationRequestPayload = payload('AnswerInformationRequest', everyone);
const DeclineInformationRequestPayload = payload('DeclineInformationRequest', everyone);

/** Runs an act and answers with what was asked as it is afterwards. */
async function acting(
  { ports }: ApiContext,
  act: () => Promise<NamedInformationRequest>,
): Promise<InformationRequest> {
  const { customerId, id } = await act();
  const asked = await ports.informationRequests.load(customerId, id);
  if (!asked) throw new DomainError('NOT_FOUND', ['id']);
  return asked;
}

/** By token or, signed in, by id. */
const by = ({ id, token }: { id?: string | null | undefined; token?: string | null | undefined }) => ({
  id: id ?? undefined,
  token: token ?? undefined,
});

mutation('requestInformation', {
  payload: RequestInformationPayload,
  access: workers,
  description:
    'Asks a customer for what a request of theirs needs, and for nothing else (P1.5). It expires after 14 days, and reminds once after 7.',
  input: RequestInformationInput,
  act: (input, context) =>
    acting(context, async () => {
      const customerId = requireLocalId('Customer', input.customerId, ['customerId']);
      return requestInformation(context.ports, requireStaff(context.viewer), { ...input, customerId });
    }),
});

mutation('answerInformationRequest', {
  payload: AnswerInformationRequestPayload,
  access: everyone,
  cost: 20,
  description:
    'Gives what was asked for: signed in by `id`, or by the `token` of the mail, once (P1.5). Only the fields asked for are taken. What was given before of identity, and by `token` of payment, can be confirmed alone: ALREADY_PROVIDED.',
  input: AnswerInformationRequestInput,
  act: (input, context) =>
    acting(context, async () => {
      const { idempotencyKey, given } = input;
      const call = { idempotencyKey, ...by(input), given: { ...given } };
      return answerInformationRequest(context.ports, context.viewer, call);
    }),
});

mutation('declineInformationRequest', {
  payload: DeclineInformationRequestPayload,
  access: everyone,
  description: 'Declines to give what was asked for; no reason is needed (P1.5).',
  input: DeclineInformationRequestInput,
  act: (input, context) =>
    acting(context, async () => {
      const { idempotencyKey } = input;
      return declineInformationRequest(context.ports, context.viewer, { idempotencyKey, ...by(input) });
    }),
});
