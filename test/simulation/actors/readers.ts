import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../client.ts';
import { registered } from './legal.ts';
import { employee, officer, support } from './staff.ts';
import type { ActorAct, Stage } from './stage.ts';

const lawyer = employee('staff-legal-reader', 'legal');

/** Looks through a page of customers, masked. */
const readPage: ActorAct = ({ client, draw }) =>
  client.ask(
    '{ customers(first: 10) { nodes { __typename id name { masked } email { masked } phone { masked } } } }',
    { by: draw.one([support, officer, lawyer]) },
  );

/** Looks at one customer, masked. */
const readMasks: ActorAct = async ({ client, draw }, { id }) => {
  if (id === undefined) return;
  const query =
    'query ($id: ID!) { customer(id: $id) { __typename id email { masked } identityNumber { masked } dateOfBirth { masked } } }';
  await client.ask(query, { by: draw.one([support, officer, lawyer]), variables: { id } });
};

/** Reads what was written in a request that waits, under its own reference, and a file that came with it. */
const readWords: ActorAct = async ({ client, draw }) => {
  const by = draw.one([support, officer]);
  const waiting = `query ($filter: RequestFilter) { requests(first: 10, filter: $filter) {
    nodes { customerId reference entries { attachments { id refused } } } } }`;
  const filter = draw.often(0.3) ? { state: 'QUARANTINED' } : {};
  const { data } = await client.ask(waiting, { by, variables: { filter } });
  const found: readonly Json[] = data?.requests?.nodes ?? [];
  if (found.length === 0) return;
  const { customerId, reference, entries } = draw.one(found);
  const asking = { by, headers: { 'x-processing-purpose': 'CUSTOMER_REQUEST', 'x-reference': reference } };
  const words = `query ($customerId: ID!, $reference: String!) { request(customerId: $customerId, reference: $reference) {
    __typename customerId correspondent { name email } entries { __typename words attachments { __typename name } } } }`;
  await client.ask(words, { ...asking, variables: { customerId, reference } });
  const [file] = entries
    .flatMap(({ attachments }: Json) => attachments)
    .filter(({ refused }: Json) => refused === null);
  if (!file) return;
  const content = `query ($customerId: ID!, $reference: String!, $id: ID!) { request(customerId: $customerId, reference: $reference) {
    __typename customerId attachment(id: $id) { __typename content } } }`;
  await client.ask(content, { ...asking, variables: { customerId, reference, id: file.id } });
};

const ways = [readPage, readMasks, readWords, readWords];

/** Once somebody is registered: employees read this and that. */
export async function readMuch(stage: Stage, pauses: readonly number[]): Promise<void> {
  const { draw, trace } = stage;
  const customers = await registered(stage);
  if (customers.length === 0) return;
  for (let left = 2 + draw.below(5); left > 0; left--) {
    await pause(draw.one(pauses) * (0.5 + draw()));
    const read = draw.one(ways);
    trace.note(`staff ${read.name}`);
    await read(stage, draw.one(customers));
  }
}
