import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../schema/index.ts';
import { globalMailId } from '../../schema/node.ts';
import type { Answer } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { mailsSettled, registerVerified } from '../harness/mails.ts';
import {
  localIdOf,
  type Registered,
  randomPerson,
  registerMutation,
  registrationInput,
} from '../harness/register.ts';
import { openedRequest } from '../harness/requests.ts';
import { ownRights, restrictProcessing } from '../harness/rights.ts';
import { smallestOperation } from '../harness/smallest-operation.ts';
import { recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let beside: Beside;
let owner: Registered;
let asker: Registered;
/** What belongs to the owner, and the same with another end: nobody's. */
let pairs: readonly { readonly real: string; readonly none: string }[];
const otherEnd = (id: string) => id.replace(/[0-9A-Z]$/, (last) => (last === 'Q' ? 'W' : 'Q'));
const inside = (global: string, change: (text: string) => string) =>
  Buffer.from(change(Buffer.from(global, 'base64url').toString())).toString('base64url');

beforeAll(async () => {
  cloud = await startTestCloud();
  beside = await startBeside(cloud, { functions: ['api'] });
  owner = await registerVerified(cloud);
  asker = await registerVerified(cloud);
  const reference = await openedRequest(cloud, owner.token);
  await restrictProcessing(cloud, owner.token);
  const [right] = await ownRights(cloud, owner.token);
  await mailsSettled(cloud);
  const ownerId = localIdOf(owner.id);
  const mail = (await recordsOf(cloud, 'MAIL')).find((row) => textOf(row, 'customerId') === ownerId);
  const mailId = globalMailId(ownerId, textOf(mail, 'id'));
  pairs = [
    ...[owner.id, mailId].map((real) => ({ real, none: inside(real, otherEnd) })),
    ...[right.id as string, reference].map((real) => ({ real, none: otherEnd(real) })),
  ];
}, 600_000);
afterAll(async () => {
  await beside?.stop();
  await cloud?.stop();
});

const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name}.${name}`),
);
/** What a mutation refuses is in its payload. */
const withErrors = (document: string) =>
  document.startsWith('mutation')
    ? document.replace('{ __typename }', '{ errors { code message path } }')
    : document;
const naming = /\b(\w*[iI]d|reference): "(?:x|some-key-1)"/g;
const operations = roots
  .map((coordinate) => [coordinate, withErrors(smallestOperation(schema, coordinate))] as const)
  .filter(([, text]) => text.match(naming)?.length);

/** One question with an id in every place that takes one: what was said, and what was called. */
async function asked(document: string, id: string, token: string): Promise<unknown> {
  const keyed = document.replace(/idempotencyKey: "[^"]*"/, `idempotencyKey: "${canary('key-')}"`);
  const query = keyed.replace(naming, (_, name: string) => `${name}: "${id}"`);
  beside.dynamo.calls.length = 0;
  beside.kms.calls.length = 0;
  const answer = await beside.ask(query, { token });
  const calls = [...beside.dynamo.calls, ...beside.kms.calls].map(({ operation }) => operation);
  return { ...said(answer), calls };
}
/**
 * Of two questions, if they differ. The first of a process fetches its keys, and now and then one looks whether its tables are whole: what does not
 * come again is no difference.
 */
async function differenceOf(
  document: string,
  real: string,
  none: string,
  token: string,
): Promise<string | undefined> {
  let difference: string | undefined;
  for (let tries = 0; tries < 3; tries++) {
    const both = [await asked(document, real, token), await asked(document, none, token)].map((one) =>
      JSON.stringify(one),
    );
    if (both[0] === both[1]) return undefined;
    difference = both.join(' ');
  }
  return difference;
}
const said = ({ status, text }: Answer) => ({
  status,
  text: text.replace(/"requestId":"[^"]*"/g, '"requestId"'),
});

describe('what is somebody else’s is like what is not there: the same answer, by the same calls', () => {
  test('there is much that takes an id', () => {
    expect(operations.length).toBeGreaterThan(60);
  });

  test.each(['a customer', 'marketing', 'a service'] as const)(
    'to %s',
    async (who) => {
      const token =
        who === 'a customer'
          ? asker.token
          : who === 'marketing'
            ? await cloud.employee('marketing')
            : await cloud.service('billing-service', ['mail:send']);
      const differing: string[] = [];
      for (const [coordinate, document] of operations)
        for (const [index, { real, none }] of pairs.entries()) {
          const differ = await differenceOf(document, real, none, token);
          if (differ) differing.push(`${coordinate} ${index}: ${differ}`);
        }
      expect(differing).toEqual([]);
    },
    900_000,
  );
});

test('an address that is taken is registered by the calls of a free one', async () => {
  const registered = async (email: string) => {
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, { ...randomPerson(), email });
    beside.dynamo.calls.length = 0;
    beside.kms.calls.length = 0;
    const answer = await beside.ask(registerMutation, { token, variables: { input } });
    expect(answer.data.registerCustomer.errors).toEqual([]);
    return [...beside.dynamo.calls, ...beside.kms.calls].map(({ operation, body }) => {
      const items = (JSON.parse(body.toString()) as { TransactItems?: readonly unknown[] }).TransactItems;
      return `${operation} ${items?.length ?? ''}`;
    });
  };
  // The first of a process fetches its keys.
  await registered(`${canary('e')}@mail.example`);
  const free = await registered(`${canary('e')}@mail.example`);
  expect(await registered(owner.email)).toEqual(free);
  expect(free.length).toBeGreaterThan(1);
});
