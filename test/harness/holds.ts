import { request } from 'node:http';
import type { Answer } from './ask.ts';
import { canary, type TestCloud } from './cloud.ts';
import { type Asked, type Input, mutation } from './mutations.ts';

const shown = 'hold { id state cause heldAt heldBy contacts { channel confirmed } liftedAt liftedBy }';
const hold = mutation('holdEmail', shown);
const contact = mutation('recordContact', shown);
const release = mutation('releaseEmailHold', shown);

export const holdEmail = (
  at: Asked,
  token: string | undefined,
  customerId: string,
  why: string,
  key?: string,
) => hold(at, token, { customerId, why }, key);

/** A hold, named. */
export interface Held {
  readonly customerId: string;
  readonly id: string;
}

/** Sets a hold by staff. */
export async function heldByStaff(at: Asked, token: string, customerId: string): Promise<Held> {
  const answer = await holdEmail(at, token, customerId, canary('why '));
  const id: string | undefined = answer.data?.holdEmail?.hold?.id;
  if (id === undefined) throw new Error(`the hold was refused: ${answer.text}`);
  return { customerId, id };
}

/** Records a contact: by phone, just now, in which the customer confirmed who they are, unless told otherwise. */
export const recordContact = (at: Asked, token: string, held: Held, input: Input = {}) =>
  contact(at, token, {
    ...held,
    channel: 'PHONE',
    at: new Date().toISOString(),
    confirmed: ['IDENTITY', 'REQUESTS_ARE_MINE'],
    note: canary('note '),
    ...input,
  });

export const releaseHold = (at: Asked, token: string, { customerId, id }: Held, key?: string) =>
  release(at, token, { customerId, id }, key);

/** Reaches the customer and lifts the hold. */
export async function liftHold(at: Asked, token: string, held: Held): Promise<void> {
  const recorded = await recordContact(at, token, held);
  const released = await releaseHold(at, token, held);
  if (released.data?.releaseEmailHold?.hold?.state !== 'LIFTED')
    throw new Error(`the hold was not lifted: ${recorded.text} ${released.text}`);
}

/** Holds of a customer, newest first; with the words when headers name a purpose and a reference. */
export const holdsOf = (
  at: Asked,
  token: string,
  id: string,
  fields = 'id state cause heldBy',
  headers: Readonly<Record<string, string>> = {},
) =>
  at.ask(`query Holds($id: ID!) { customer(id: $id) { emailHolds { ${fields} } } }`, {
    token,
    headers,
    variables: { id },
  });

/** Causes of a customer's holds that last. */
export async function causesOf(at: Asked, token: string, id: string): Promise<readonly string[]> {
  const { data } = await holdsOf(at, token, id);
  const holds: { readonly state: string; readonly cause: string }[] = data.customer.emailHolds;
  return holds.filter(({ state }) => state === 'HELD').map(({ cause }) => cause);
}

/** Since when the customer sees the own address held; null when it is not. */
export async function heldSince(at: Asked, token: string): Promise<string | null> {
  return (await at.ask('{ me { email { heldSince standing { held } } } }', { token })).data.me.email
    .heldSince;
}

/** Asks the API from another address of this machine: every 127.x is one. */
export function askFrom(address: string, { url }: Pick<TestCloud, 'url'>): Asked {
  return {
    ask: (query, { token, variables, headers } = {}) =>
      new Promise<Answer>((resolve, reject) => {
        const sent = {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        };
        const asked = request(
          `${url}/graphql`,
          { method: 'POST', headers: sent, localAddress: address },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              const { data, errors = [] } = JSON.parse(text) as Partial<Answer>;
              resolve({ status: response.statusCode ?? 0, data, errors, text, headers: new Headers() });
            });
          },
        );
        asked.on('error', reject);
        asked.end(JSON.stringify({ query, variables }));
      }),
  };
}
