import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { type Item, overwrite, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let victim: Registered;
let attacker: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  [victim, attacker] = [await registerCustomer(cloud), await registerCustomer(cloud)];
});
afterAll(() => cloud.stop());

/** Points every lookup row of the attacker at the victim, as someone could who can write the table and nothing else. */
async function pointAtVictim(kind: string): Promise<readonly Item[]> {
  const rows = (await scanTables(cloud)).records.filter(
    (item) => textOf(item, 'kind') === kind && textOf(item, 'ownerId') === localIdOf(attacker.id),
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) await overwrite(cloud, 'records', { ...row, ownerId: { S: localIdOf(victim.id) } });
  return rows;
}
const putBack = async (rows: readonly Item[]) => {
  for (const row of rows) await overwrite(cloud, 'records', row);
};

test('P6.2: a sign-in that was bound to another customer in the table reads and changes nothing of theirs', async () => {
  const rows = await pointAtVictim('BINDING');
  const { token } = attacker;
  const own = await cloud.ask('{ me { name email { address } } }', { token });
  const input = { idempotencyKey: canary('key-'), expectedRevision: 1, name: 'Somebody Else' };
  const change = await cloud.ask(
    'mutation C($input: UpdateContactDetailsInput!) { updateContactDetails(input: $input) { errors { code } } }',
    { token, variables: { input } },
  );
  for (const answer of [own, change]) {
    expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(answer.text).not.toContain(victim.email);
  }
  expect(cloud.logs.some((line) => line.includes('"event":"integrity_violation"'))).toBe(true);
  await putBack(rows);
  expect((await cloud.ask('{ me { name } }', { token })).data.me.name).toBe(attacker.name);
  expect((await cloud.ask('{ me { name } }', { token: victim.token })).data.me.name).toBe(victim.name);
});

test('P6.2: a telephone number, or a customer number, that was pointed at another customer finds nobody', async () => {
  const link = await cloud.service('billing-service', ['customers:link', 'customers:read']);
  const number = canary('CF-');
  const input = { idempotencyKey: canary('key-'), customerId: attacker.id, system: 'billing', number };
  await cloud.ask(
    'mutation L($input: LinkCustomerReferenceInput!) { linkCustomerReference(input: $input) { errors { code } } }',
    { token: link, variables: { input } },
  );
  const rows = [...(await pointAtVictim('PHONE')), ...(await pointAtVictim('REFERENCE'))];
  const support = await cloud.staff('support');
  const byPhone = await cloud.ask('query F($phone: PhoneNumber!) { findCustomer(phone: $phone) { id } }', {
    token: support,
    variables: { phone: attacker.phone },
  });
  const byNumber = await cloud.ask(
    'query R($number: String!) { customerByReference(system: "billing", number: $number) { id } }',
    { token: link, variables: { number } },
  );
  for (const answer of [byPhone, byNumber]) {
    expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(answer.text).not.toContain(victim.id);
  }
  await putBack(rows);
});
