import { codesOf, userErrors } from './ask.ts';
import { canary, type TestCloud } from './cloud.ts';

type Asked = Pick<TestCloud, 'ask'>;

const shown = 'reference state kind channel openedAt answerDueAt answeredAt closedAt';

const acting =
  (name: string, type: string, record: string) =>
  (at: Asked, token: string | undefined, input: Readonly<Record<string, unknown>>) =>
    at.ask(`mutation Act($input: ${type}!) { ${name}(input: $input) { ${record} errors { code path } } }`, {
      token,
      variables: { input: { idempotencyKey: canary('key-'), ...input } },
    });

export const openSupportRequest = acting(
  'openSupportRequest',
  'OpenSupportRequestInput',
  `request { ${shown} }`,
);
export const replyToRequest = acting('replyToRequest', 'ReplyToRequestInput', `request { ${shown} }`);
export const assignRequest = acting('assignRequest', 'AssignRequestInput', 'request { assignee }');
export const addNote = acting('addNote', 'AddNoteInput', 'request { state }');
export const closeRequest = acting('closeRequest', 'CloseRequestInput', `request { ${shown} }`);
export const releaseQuarantined = acting(
  'releaseQuarantined',
  'ReleaseQuarantinedInput',
  `request { ${shown} }`,
);
export const discardQuarantined = acting(
  'discardQuarantined',
  'DiscardQuarantinedInput',
  `request { ${shown} }`,
);
export const sendFeedback = acting(
  'sendFeedback',
  'SendFeedbackInput',
  'receipt { reference keptUntil notice }',
);
const asked = 'informationRequest { id state fields given until endedAt }';
export const requestInformation = acting('requestInformation', 'RequestInformationInput', asked);
export const answerInformation = acting('answerInformationRequest', 'AnswerInformationRequestInput', asked);
export const declineInformation = acting(
  'declineInformationRequest',
  'DeclineInformationRequestInput',
  asked,
);

/** Opens a request of a customer's own. @returns its reference */
export async function openedRequest(at: Asked, token: string, message = canary('m')): Promise<string> {
  const answer = await openSupportRequest(at, token, { message });
  if (codesOf(answer).length + userErrors(answer).length > 0) throw new Error(`refused: ${answer.text}`);
  return answer.data.openSupportRequest.request.reference;
}

/** The customer's own requests, with what was said. */
export async function ownRequests(at: Asked, token: string) {
  const query = `{ me { requests(first: 20) { nodes { ${shown} entries { kind words } } } } }`;
  const { data } = await at.ask(query, { token });
  return data.me.requests.nodes;
}

/** One request as staff see it; `headers` name purpose and reference. */
export const readRequest = (
  at: Asked,
  token: string,
  named: { readonly customerId: string; readonly reference: string },
  headers: Readonly<Record<string, string>> = {},
  fields = 'state entries { kind author words }',
) =>
  at.ask(
    `query ($customerId: ID!, $reference: String!) { request(customerId: $customerId, reference: $reference) { ${fields} } }`,
    { token, headers, variables: named },
  );
