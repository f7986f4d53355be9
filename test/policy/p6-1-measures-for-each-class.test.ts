import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { readCustomer, reasons, selection } from '../harness/reading.ts';
import {
  givePayment,
  type Registered,
  randomPerson,
  registerCustomer,
  registrationInput,
} from '../harness/register.ts';

let cloud: TestCloud;
let customer: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  customer = await registerCustomer(cloud);
  await givePayment(cloud, customer);
});
afterAll(() => cloud.stop());

/** One reader and one field for each class that a customer record holds. */
const classes = [
  { dataClass: 'contact', role: 'support', field: 'email' },
  { dataClass: 'identity', role: 'privacy_officer', field: 'identityNumber' },
  { dataClass: 'payment', role: 'billing', field: 'taxCode' },
] as const;
type Case = (typeof classes)[number];

const read = async (at: Pick<TestCloud, 'ask'>, { role, field }: Case, token?: string) =>
  readCustomer(at, token ?? (await cloud.staff(role)), customer.id, selection(field, 'value'), reasons(role));

/** The KMS keys that calls named, by the class in their encryption context. */
function keysByClass({ kms }: Beside): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const call of kms.calls) {
    const { KeyId, EncryptionContext } = JSON.parse(call.body.toString());
    const dataClass = EncryptionContext.class;
    if (dataClass) found.set(dataClass, (found.get(dataClass) ?? new Set()).add(KeyId));
  }
  return found;
}

test('P6.1: each class is opened under a KMS key of its own, and no other key is asked for it', async () => {
  const used: string[] = [];
  for (const one of classes) {
    const beside = await startBeside(cloud);
    const answer = await read(beside, one);
    expect(codesOf(answer)).toEqual([]);
    const keys = keysByClass(beside);
    expect([...keys.keys()]).toEqual([one.dataClass]);
    expect(keys.get(one.dataClass)?.size).toBe(1);
    used.push(...(keys.get(one.dataClass) ?? []));
    await beside.stop();
  }
  expect(new Set(used).size).toBe(classes.length);
});

test('P6.1: a class whose key is withdrawn is unreadable and takes no other with it', async () => {
  for (const lost of classes) {
    const beside = await startBeside(cloud);
    beside.kms.setFault(({ body }) =>
      JSON.parse(body.toString()).EncryptionContext?.class === lost.dataClass ? 'DENIED' : undefined,
    );
    for (const one of classes) {
      const answer = await read(beside, one);
      expect(codesOf(answer)).toEqual(one === lost ? ['TEMPORARILY_UNAVAILABLE'] : []);
      expect(answer.text.includes('"value":"')).toBe(one !== lost);
    }
    await beside.stop();
  }
});

test('P6.1: who gives nothing of a class needs nothing of its key: registering asks for no payment key', async () => {
  const beside = await startBeside(cloud);
  beside.kms.setFault(({ body }) => (body.includes('"class":"payment"') ? 'DENIED' : undefined));
  const input = await registrationInput(cloud, randomPerson());
  const register = `mutation ($input: RegisterCustomerInput!) { registerCustomer(input: $input) { me { id } errors { code } } }`;
  const { data } = await beside.ask(register, {
    token: await cloud.customer(canary('user')),
    variables: { input },
  });
  expect(data.registerCustomer).toMatchObject({ me: {}, errors: [] });
  await beside.stop();
});

test('P6.1: classes, their fields and their readers are declared in one table, which the API prints and which holds', async () => {
  const { data } = await cloud.ask('{ accessMatrix { classes { dataClass role view fields } } }', {
    token: await cloud.staff('auditor'),
  });
  const rows = data.accessMatrix.classes as {
    dataClass: string;
    role: string;
    view: string | null;
    fields: string[];
  }[];
  const readers = (dataClass: string) =>
    rows
      .filter((row) => row.dataClass === dataClass && row.view)
      .map(({ role, view }) => `${role} ${view}`)
      .join(', ');
  const names = ['contact', 'identity', 'payment', 'content'];
  expect(new Set(names.map(readers)).size).toBe(names.length);
  // No field is in two classes.
  const fields = names.flatMap((name) => rows.find((row) => row.dataClass === name)?.fields ?? []);
  expect(new Set(fields).size).toBe(fields.length);

  for (const { dataClass, field } of classes)
    for (const { role, view } of rows.filter((row) => row.dataClass === dataClass)) {
      const token = await cloud.staff(role);
      const answer = await readCustomer(
        cloud,
        token,
        customer.id,
        selection(field, 'value'),
        reasons(role as 'support'),
      );
      expect([dataClass, role, codesOf(answer)]).toEqual([
        dataClass,
        role,
        view === 'value' ? [] : ['FORBIDDEN'],
      ]);
    }
});

test('P6.1: a read of each class leaves rows of that class alone', async () => {
  const auditor = await cloud.staff('auditor');
  for (const one of classes) {
    const token = await cloud.employee(one.role);
    expect(codesOf(await read(cloud, one, token))).toEqual([]);
    const actor = `staff:${JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub}`;
    const { data } = await cloud.ask(
      'query ($actor: String!) { auditTrail(filter: { actor: $actor }) { nodes { action outcome fields view customerId } } }',
      { token: auditor, variables: { actor } },
    );
    expect(data.auditTrail.nodes).toEqual([
      { action: 'READ', outcome: 'ALLOWED', fields: [one.field], view: 'value', customerId: customer.id },
    ]);
  }
});
