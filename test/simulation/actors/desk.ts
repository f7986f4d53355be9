import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../client.ts';
import { registered } from './legal.ts';
import { canary } from './person.ts';
import { hold, officer, support } from './staff.ts';
import type { ActorAct, Stage } from './stage.ts';

/** Somebody called, and wants no more of it. */
export const recordRefusal: ActorAct = async ({ client, draw }, { id: customerId }) => {
  if (customerId === undefined) return;
  const purposes = draw.often(0.5) ? ['NEW_PRODUCTS', 'PROMOTIONS'] : null;
  const ticket = `SUP-${1 + draw.below(9999)}`;
  await client.act('recordRefusal', 'customer { id }', support, { customerId, purposes, ticket });
};

/** Support answers a request that waits. */
const reply: ActorAct = async ({ client, draw }) => {
  const query = '{ requests(first: 10) { nodes { customerId reference } } }';
  const { data } = await client.ask(query, { by: support });
  const found: readonly Json[] = data?.requests?.nodes ?? [];
  if (found.length === 0) return;
  const { customerId, reference } = draw.one(found);
  const message = canary(draw, 'reply');
  await client.act('replyToRequest', 'request { reference }', support, { customerId, reference, message });
};

/** Reaches the customer of an address that is held, mostly only now, and lifts the hold. */
const lift: ActorAct = async (stage, who) => {
  const { client, draw } = stage;
  const { id: customerId } = who;
  if (draw.often(0.7)) await hold(stage, who);
  if (customerId === undefined) return;
  const query = 'query ($id: ID!) { customer(id: $id) { emailHolds { id liftedAt } } }';
  const { data } = await client.ask(query, { by: officer, variables: { id: customerId } });
  const [held] = (data?.customer?.emailHolds ?? []).filter(({ liftedAt }: Json) => liftedAt === null);
  if (!held) return;
  const named = { customerId, id: held.id };
  const reached = {
    ...{
      channel: draw.one(['IN_PERSON', 'VIDEO_CALL', 'PHONE']),
      at: new Date().toISOString(),
      note: canary(draw, 'note'),
    },
    confirmed: draw.often(0.8) ? ['IDENTITY', 'REQUESTS_ARE_MINE'] : ['NOT_REACHED'],
  };
  await client.act('recordContact', 'hold { id }', support, { ...named, ...reached });
  await client.act('releaseEmailHold', 'hold { id }', officer, named);
};

const ways = [recordRefusal, reply, reply, lift];

/** Whoever calls or wrote is served at the desk, one after the other. */
export async function runDesk(stage: Stage, pauses: readonly number[]): Promise<void> {
  const { draw, trace } = stage;
  const customers = await registered(stage);
  if (customers.length === 0) return;
  for (let left = 1 + draw.below(4); left > 0; left--) {
    await pause(draw.one(pauses) * (0.5 + draw()));
    const act = draw.one(ways);
    trace.note(`desk ${act.name}`);
    await act(stage, draw.one(customers));
  }
}
