import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { registerCustomer } from '../harness/register.ts';
import { scanTables, textOf } from '../harness/tables.ts';
import { oldestFirst } from '../harness/trail.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** What the trail holds of acts, in order of time: action, outcome, code. */
async function acts(): Promise<readonly string[]> {
  const { audit } = await scanTables(cloud);
  return audit
    .filter((row) => textOf(row, 'action'))
    .sort(oldestFirst)
    .map((row) =>
      ['action', 'outcome', 'code']
        .map((name) => textOf(row, name))
        .join(' ')
        .trim(),
    );
}
const refused = () => cloud.logs.filter((line) => line.includes('"event":"operation_refused"')).length;

test('an operation that an employee or a service may not do is recorded as what it is, no read', async () => {
  const before = (await acts()).length;
  const input = { idempotencyKey: 'a-key-of-its-own', language: 'EN' };
  const change = 'mutation ($input: SetLanguageInput!) { setLanguage(input: $input) { errors { code } } }';
  for (const token of [await cloud.staff('support'), await cloud.service('provisioning-service')])
    expect(codesOf(await cloud.ask(change, { token, variables: { input } }))).toEqual(['FORBIDDEN']);
  expect((await acts()).slice(before)).toEqual([
    'OPERATION REFUSED FORBIDDEN',
    'OPERATION REFUSED FORBIDDEN',
  ]);
});

test('a customer or a visitor who is refused is logged and counted, and costs no row', async () => {
  const { token } = await registerCustomer(cloud);
  const [rows, lines] = [(await acts()).length, refused()];
  const query = '{ customers { nodes { id } } }';
  expect(codesOf(await cloud.ask(query, { token }))).toEqual(['FORBIDDEN']);
  expect(codesOf(await cloud.ask(query))).toEqual(['UNAUTHENTICATED']);
  expect((await acts()).length).toBe(rows);
  expect(refused()).toBe(lines + 2);
});

test('a service that asks for a customer by number is recorded, whatever it finds', async () => {
  const before = (await acts()).length;
  const token = await cloud.service('provisioning-service');
  const query = '{ customerByReference(system: "billing", number: "31337") { id } }';
  expect((await cloud.ask(query, { token })).data).toEqual({ customerByReference: null });
  expect((await acts()).slice(before)).toEqual(['LOOKUP ALLOWED']);
});
