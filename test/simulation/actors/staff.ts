import type { Person } from '../token.ts';
import { canary } from './person.ts';
import type { ActorAct, Acts, Stage } from './stage.ts';

export const employee = (subject: string, group: string): Person => ({
  issuer: 'staff',
  subject,
  groups: [group],
});
export const support = employee('staff-support', 'support');
export const officer = employee('staff-officer', 'privacy_officer');

/** Reads values in clear, for a reason. */
export const reveal: ActorAct = async ({ client }, { id }) => {
  if (id === undefined) return;
  const headers = { 'x-processing-purpose': 'SERVICE_SUPPORT', 'x-reference': 'SUP-4711' };
  const query =
    'query ($id: ID!) { customer(id: $id) { __typename id name { value } email { value } phone { value } } }';
  await client.ask(query, { by: support, variables: { id }, headers });
};

/** An officer reads an order's own document, for the duty that it is. */
export async function readOrder({ client }: Stage, id: string): Promise<void> {
  const headers = { 'x-processing-purpose': 'LEGAL_DUTY', 'x-reference': id };
  const query = 'query ($id: ID!) { disclosure(id: $id) { __typename id documentContent } }';
  await client.ask(query, { by: officer, variables: { id }, headers });
}

export const hold: ActorAct = async ({ client, draw }, { id }) => {
  if (id === undefined) return;
  const why = canary(draw, 'why');
  await client.act('holdEmail', 'hold { id }', support, { customerId: id, why });
};

/** Grants or refuses the first right that is waiting. */
const decide: ActorAct = async ({ client, draw }) => {
  const query = '{ rightsRequests(first: 10) { nodes { id customerId right state } } }';
  const { data } = await client.ask(query, { by: officer });
  const [first] = data?.rightsRequests?.nodes ?? [];
  if (!first) return;
  const { customerId, id } = first;
  const reason = canary(draw, 'reason');
  const input = { customerId, id, grant: draw.often(0.8), reason };
  await client.act('decideRightsRequest', 'rightsRequest { id }', officer, input);
};

/** What staff do about a customer. */
export const staffActs: Acts = { reveal, revealAgain: reveal, hold, decide, decideAgain: decide };
