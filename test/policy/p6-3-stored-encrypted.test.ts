import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { mailsSettled } from '../harness/mails.ts';
import {
  givePayment,
  localIdOf,
  type RandomPayment,
  type Registered,
  registerCustomer,
} from '../harness/register.ts';
import { type Item, overwrite, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
const customers: (Registered & { payment: RandomPayment })[] = [];
beforeAll(async () => {
  cloud = await startTestCloud();
  for (let n = 0; n < 3; n++) {
    const customer = await registerCustomer(cloud);
    customers.push({ ...customer, payment: await givePayment(cloud, customer) });
  }
});
afterAll(() => cloud.stop());

const classes = ['contact', 'identity', 'payment'] as const;
const own = `{ me { name phone email { address } address { line } dateOfBirth identityNumber
  payment { billingName taxCode billingAddress { line } bankAccount { number } card { processorToken } } } }`;

async function keysItem({ id }: Registered): Promise<Item> {
  const item = (await scanTables(cloud)).keys.find((one) => textOf(one, 'pk') === localIdOf(id));
  if (!item) throw new Error('the customer has no keys');
  return item;
}

test('P6.3: what a customer gave, payment included, is in no table in any readable form', async () => {
  await mailsSettled(cloud);
  const secrets = customers.map((customer) => {
    const { inboxes, values } = secretsOf(customer);
    const { billingName, billingAddress, taxCode, bankAccount, card } = customer.payment;
    return {
      inboxes,
      values: {
        ...values,
        billingName,
        billingAddress: billingAddress.line,
        taxCode,
        account: bankAccount.number,
        holder: bankAccount.holder,
        token: card.processorToken,
      },
    };
  });
  expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
  // They are there all the same: their owner reads them.
  for (const { token, name, phone, email, line, payment } of customers) {
    const { me } = (await cloud.ask(own, { token })).data;
    expect(me).toMatchObject({ name, phone, email: { address: email }, address: { line } });
    expect(me.payment).toMatchObject({
      taxCode: payment.taxCode,
      card: { processorToken: payment.card.processorToken },
    });
  }
});

test('P6.3: each class of a customer is one sealed record of its own', async () => {
  const { records } = await scanTables(cloud);
  for (const { id } of customers) {
    const row = records.find(
      (item) => textOf(item, 'pk') === `CUS#${localIdOf(id)}` && textOf(item, 'sk') === 'PROFILE',
    );
    for (const dataClass of classes) {
      const blob = row?.[`blob_${dataClass}`]?.B;
      expect(blob?.length).toBeGreaterThan(60);
      // Not text under another name: about half of the bytes are above 0x7f, as in any noise.
      const high = [...(blob ?? [])].filter((byte) => byte > 0x7f).length;
      expect(high / (blob?.length ?? 1)).toBeGreaterThan(0.25);
    }
  }
});

test('P6.3: every customer and every class has a data key of its own, wrapped', async () => {
  const wrapped: string[] = [];
  for (const customer of customers) {
    const item = await keysItem(customer);
    const deks = Object.entries(item).filter(([name]) => name.startsWith('dek_'));
    expect(deks.map(([name]) => name).sort()).toEqual(
      classes.map((dataClass) => `dek_${dataClass}_1`).sort(),
    );
    wrapped.push(...deks.map(([, value]) => Buffer.from(value.B ?? []).toString('hex')));
  }
  expect(new Set(wrapped).size).toBe(customers.length * classes.length);
});

test('P6.3: the key decides: gone for one class of one customer, that class is gone, and nothing else', async () => {
  const [shredded, other] = customers as [(typeof customers)[0], (typeof customers)[0]];
  const before = await keysItem(shredded);
  for (const dataClass of classes) {
    const left = Object.entries(before).filter(([name]) => !name.includes(`_${dataClass}`));
    await overwrite(cloud, 'keys', Object.fromEntries(left));
    const questions = {
      contact: ['name', shredded.name],
      identity: ['identityNumber', shredded.identityNumber],
      payment: ['payment { taxCode }', shredded.payment.taxCode],
    } as const;
    for (const [asked, [field, value]] of Object.entries(questions)) {
      const answer = await cloud.ask(`{ me { ${field} } }`, { token: shredded.token });
      expect([dataClass, asked, answer.text.includes(value)]).toEqual([
        dataClass,
        asked,
        asked !== dataClass,
      ]);
    }
    expect((await cloud.ask('{ me { name } }', { token: other.token })).data.me.name).toBe(other.name);
  }
  await overwrite(cloud, 'keys', before);
  expect((await cloud.ask('{ me { name } }', { token: shredded.token })).data.me.name).toBe(shredded.name);
});

test('P6.3: without KMS a new process reads nothing', async () => {
  const beside = await startBeside(cloud);
  beside.kms.setFault(() => 'DENIED');
  const [customer] = customers as [(typeof customers)[0]];
  const answer = await beside.ask(own, { token: customer.token });
  expect(codesOf(answer)).toEqual(['TEMPORARILY_UNAVAILABLE']);
  expect(answer.data.me).toBeNull();
  beside.kms.setFault(undefined);
  // A question that comes while a refused call is still under way shares its refusal: the next one does not.
  await vi.waitFor(async () => {
    const { data } = await beside.ask(own, { token: customer.token });
    expect(data).toMatchObject({ me: { name: customer.name } });
  }, 10_000);
  await beside.stop();
});

test('P6.3: customer numbers and the words of mails are sealed as well', async () => {
  const [customer] = customers as [(typeof customers)[0]];
  const number = `84${canary('n')}`;
  const token = await cloud.service('billing-service');
  const { data } = await cloud.ask(
    `mutation ($id: ID!, $number: String!) { linkCustomerReference(input: { idempotencyKey: "number-of-mine", customerId: $id, system: "billing", number: $number }) { errors { code } } }`,
    { token, variables: { id: customer.id, number } },
  );
  expect(data.linkCustomerReference.errors).toEqual([]);
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { number } }] })).toEqual([]);
  const { me } = (await cloud.ask('{ me { customerNumbers { number } } }', { token: customer.token })).data;
  expect(me.customerNumbers).toEqual([{ number }]);
  const mails = (await scanTables(cloud)).records.filter((item) => textOf(item, 'kind') === 'MAIL');
  expect(mails.length).toBeGreaterThanOrEqual(customers.length);
  for (const mail of mails) expect(mail.sealedVariables?.B?.length).toBeGreaterThan(60);
});
