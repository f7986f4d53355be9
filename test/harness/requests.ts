import { codesOf, userErrors } from './ask.ts';
import { canary } from './cloud.ts';
import { type Asked, mutation } from './mutations.ts';

const shown = 'reference state kind channel openedAt answerDueAt answeredAt closedAt';

export const openSupportRequest = mutation('openSupportRequest', `request { ${shown} }`);
export const replyToRequest = mutation('replyToRequest', `request { ${shown} }`);
export const assignRequest = mutation('assignRequest', 'request { assignee }');
export const addNote = mutation('addNote', 'request { state }');
export const closeRequest = mutation('closeRequest', `request { ${shown} }`);
export const releaseQuarantined = mutation('releaseQuarantined', `request { ${shown} }`);
export const discardQuarantined = mutation('discardQuarantined', `request { ${shown} }`);
export const sendFeedback = mutation('sendFeedback', 'receipt { reference keptUntil notice }');
const asked = 'informationRequest { id state fields given until endedAt }';
export const requestInformation = mutation('requestInformation', asked);
export const answerInformation = mutation('answerInformationRequest', asked);
export const declineInformation = mutation('declineInformationRequest', asked);

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
