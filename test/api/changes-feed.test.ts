import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { follow, verificationLink } from '../harness/mails.ts';
import { registerCustomer } from '../harness/register.ts';
import { scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let token: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  token = await cloud.service('billing-service', ['changes:read']);
});
afterAll(() => cloud.stop());

const query = `query ($first: Int, $after: String) {
  changes(first: $first, after: $after) { nodes { id customerId kind at } pageInfo { hasNextPage endCursor } }
}`;
const read = (variables: Readonly<Record<string, unknown>> = {}, as = token) =>
  cloud.ask(query, { token: as, variables });

test('P2.6: a registration, a refusal and a confirmed address reach whoever follows, by id alone', async () => {
  const { data: empty } = await read();
  expect(empty.changes.nodes).toEqual([]);
  expect(empty.changes.pageInfo.endCursor).toEqual(expect.any(String));

  const customer = await registerCustomer(cloud);
  await follow(await verificationLink(cloud, customer.email));
  const consents = [{ purpose: 'PROMOTIONS', channel: 'EMAIL', granted: false }];
  const input = { idempotencyKey: canary('key-'), consents };
  const mutation =
    'mutation ($input: SetConsentsInput!) { setConsents(input: $input) { errors { code path } } }';
  const said = await cloud.ask(mutation, { token: customer.token, variables: { input } });
  expect(said.data.setConsents.errors).toEqual([]);

  const answer = await read({ after: empty.changes.pageInfo.endCursor });
  const { nodes, pageInfo } = answer.data.changes;
  expect(nodes).toEqual(
    ['CONSENT', 'ADDRESS', 'CONSENT'].map((kind) => ({
      id: expect.any(String),
      customerId: customer.id,
      kind,
      at: expect.any(String),
    })),
  );
  for (const value of [customer.email, customer.name, 'PROMOTIONS']) expect(answer.text).not.toContain(value);
  // Too young to have settled: they come again, and in pages of one as well.
  const again = await read({ after: pageInfo.endCursor });
  expect(again.data.changes.nodes).toEqual(nodes);
  const one = await read({ first: 1, after: pageInfo.endCursor });
  expect(one.data.changes).toMatchObject({ nodes: [nodes[0]], pageInfo: { hasNextPage: true } });
  const other = await read({ first: 1, after: one.data.changes.pageInfo.endCursor });
  expect(other.data.changes).toMatchObject({ nodes: [nodes[1]], pageInfo: { hasNextPage: true } });
});

test('P6.4: the feed is for whoever holds its scope, and each reading has its row', async () => {
  const rows = async () =>
    (await scanTables(cloud)).audit.filter((row) => textOf(row, 'action') === 'READ_CHANGES').length;
  const before = await rows();
  expect(codesOf(await read())).toEqual([]);
  expect(await rows()).toBe(before + 1);
  const others = [
    await cloud.service('billing-service', ['customers:read']),
    await cloud.staff('privacy_officer'),
    await cloud.customer(canary('user')),
  ];
  for (const one of others) expect(codesOf(await read({}, one))).toEqual(['FORBIDDEN']);
  expect(codesOf(await read({ after: 'nothing' }))).toEqual(['CURSOR_INVALID']);
  for (const first of [0, 51]) expect((await read({ first })).errors).toHaveLength(1);
  expect(await rows()).toBe(before + 1);
});
