import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { trailOf } from '../harness/employees.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { closeRequest, openedRequest, readRequest, replyToRequest } from '../harness/requests.ts';
import { textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let customer: Registered;
let other: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  [customer, other] = await Promise.all([registerCustomer(cloud), registerCustomer(cloud)]);
});
afterAll(() => cloud.stop());

const read = async (reference: string, id = customer.id) => {
  const token = await cloud.employee('support');
  const answer = await readCustomer(cloud, token, id, 'name { value }', reasons('support', reference));
  return { token, answer };
};

describe('what a clear read is for', () => {
  test('P1.1: an open or answered request of this very customer opens the value, and is recorded with it', async () => {
    const reference = await openedRequest(cloud, customer.token);
    const opened = await read(reference);
    expect(opened.answer.data.customer.name.value).toBe(customer.name);
    const [row] = await trailOf(cloud, opened.token);
    expect([textOf(row, 'outcome'), textOf(row, 'reference')]).toEqual(['ALLOWED', reference]);

    const support = await cloud.employee('support');
    const named = { customerId: customer.id, reference };
    expect(userErrors(await replyToRequest(cloud, support, { ...named, message: canary() }))).toEqual([]);
    expect((await read(reference)).answer.data.customer.name.value).toBe(customer.name);
  });

  test.each([
    ["another customer's", async () => openedRequest(cloud, other.token)],
    ['an invented one', async () => 'REQ-0123456789'],
    ['one that is closed', async () => closedRequest()],
    ['what only looks like one', async () => 'REQ-12'],
  ])('P1.1: %s is refused and recorded, and nothing is shown', async (_, make) => {
    const reference = await make();
    const { token, answer } = await read(reference);
    expect(codesOf(answer)).toEqual(['REFERENCE_UNKNOWN']);
    expect(answer.text).not.toContain(customer.name);
    const rows = await trailOf(cloud, token);
    expect(rows.map((row) => [textOf(row, 'outcome'), textOf(row, 'code')])).toEqual([
      ['REFUSED', 'REFERENCE_UNKNOWN'],
    ]);
  });

  test('P1.1: what the outside ticket system calls its tickets goes on to count', async () => {
    expect((await read('SUP-12')).answer.data.customer.name.value).toBe(customer.name);
  });

  async function closedRequest(): Promise<string> {
    const support = await cloud.employee('support');
    const reference = await openedRequest(cloud, customer.token);
    const named = { customerId: customer.id, reference };
    expect(userErrors(await replyToRequest(cloud, support, { ...named, message: canary() }))).toEqual([]);
    expect(userErrors(await closeRequest(cloud, support, named))).toEqual([]);
    return reference;
  }
});

describe('what was written in a request', () => {
  test('P1.1, P6.4: is read for a reason, of one customer, and recorded before it is shown', async () => {
    const words = canary('secret words ');
    const reference = await openedRequest(cloud, customer.token, words);
    const named = { customerId: customer.id, reference };
    const token = await cloud.employee('support');
    const without = await readRequest(cloud, token, named);
    expect(codesOf(without)).toEqual(['PURPOSE_REQUIRED']);
    expect(without.text).not.toContain(words);
    const strange = reasons('support', await openedRequest(cloud, other.token));
    const forOther = await readRequest(cloud, token, named, strange);
    expect([...new Set(codesOf(forOther))]).toEqual(['REFERENCE_UNKNOWN']);
    expect(forOther.text).not.toContain(words);

    const answer = await readRequest(cloud, token, named, reasons('support', reference));
    expect(answer.data.request.entries).toEqual([
      { kind: 'MESSAGE', author: `customer:${localIdOf(customer.id)}`, words },
    ]);
    const row = (await trailOf(cloud, token)).at(-1);
    expect([textOf(row, 'action'), textOf(row, 'view'), textOf(row, 'reference')]).toEqual([
      'READ',
      'value',
      reference,
    ]);
    // Who reads no such words has no such question.
    const billing = await cloud.employee('billing');
    expect(codesOf(await readRequest(cloud, billing, named, reasons('billing', reference)))).toEqual([
      'FORBIDDEN',
    ]);
  });

  test('P1.1, P6.4: never of several, by a list or by two questions at once', async () => {
    const token = await cloud.employee('support');
    const mine = await openedRequest(cloud, customer.token);
    const theirs = await openedRequest(cloud, other.token);
    const one = (id: string, reference: string) =>
      `request(customerId: "${id}", reference: "${reference}") { entries { words } }`;
    for (const query of [
      '{ requests { nodes { entries { words } } } }',
      `{ a: ${one(customer.id, mine)} b: ${one(other.id, theirs)} }`,
      `{ a: ${one(customer.id, mine)} customer(id: "${other.id}") { name { value } } }`,
    ]) {
      const answer = await cloud.ask(query, { token, headers: reasons('support', mine) });
      expect([query, codesOf(answer)]).toEqual([query, ['ONE_CUSTOMER_AT_A_TIME']]);
    }
  });
});
