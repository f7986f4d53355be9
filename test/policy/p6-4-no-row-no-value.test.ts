import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffRole } from '../../lambda/domain/access.ts';
import { codesOf } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Readable, readableCustomers } from '../harness/employees.ts';
import { readCustomer, reasons } from '../harness/reading.ts';

let cloud: TestCloud;
let readable: Readable;
beforeAll(async () => {
  cloud = await startTestCloud();
  readable = await readableCustomers(cloud);
});
afterAll(() => cloud.stop());

describe('no audit row, no value', () => {
  let beside: Beside;
  const toAudit = ({ operation, body }: { operation: string; body: Buffer }) =>
    /Write|Put|Update/.test(operation) && body.includes(cloud.tableNames.audit);
  beforeAll(async () => {
    beside = await startBeside(cloud);
  });
  afterAll(() => beside.stop());

  const sights = (): readonly (readonly [StaffRole, string])[] => [
    ['support', `{ customer(id: "${readable.customer.id}") { name { value } } }`],
    ['support', `{ customer(id: "${readable.customer.id}") { name { masked } } }`],
    ['support', `{ customer(id: "${readable.customer.id}") { mails { nodes { purpose } } } }`],
    ['billing', `{ customer(id: "${readable.customer.id}") { services { product } } }`],
    [
      'billing',
      `{ node(id: "${readable.customer.id}") { ... on Customer { taxCode { value } bankAccount { masked } } } }`,
    ],
    ['legal', `{ customers { nodes { name { masked } identityNumber { masked } } } }`],
    ['support', `{ findCustomer(email: "${readable.customer.email}") { id name { masked } } }`],
    ['support', `{ findCustomer(phone: "${readable.customer.phone}") { id } }`],
  ];

  test('P6.4: while the trail cannot be written nothing is shown, masked or not, found or listed', async () => {
    beside.dynamo.setFault((call) => (toAudit(call) ? 'DENIED' : undefined));
    for (const [role, query] of sights()) {
      const answer = await beside.ask(query, { token: await cloud.staff(role), headers: reasons(role) });
      expect(answer.errors.length).toBeGreaterThan(0);
      readable.expectNothing(answer);
      expect(answer.text.includes(`"${readable.customer.id}"`) && query.startsWith('{ find')).toBe(false);
    }
    beside.dynamo.setFault(undefined);
    for (const [role, query] of sights()) {
      const answer = await beside.ask(query, { token: await cloud.staff(role), headers: reasons(role) });
      expect([query, codesOf(answer)]).toEqual([query, []]);
    }
  });

  test('P6.4: the row is written before the answer leaves', async () => {
    for (const [role, query] of sights()) {
      const held = Promise.withResolvers<undefined>();
      const arrived = Promise.withResolvers<void>();
      beside.dynamo.setFault((call) => {
        if (!toAudit(call)) return undefined;
        arrived.resolve();
        return held.promise;
      });
      let answered = false;
      const answer = beside
        .ask(query, { token: await cloud.staff(role), headers: reasons(role) })
        .then((given) => {
          answered = true;
          return given;
        });
      await arrived.promise;
      // Long enough for an answer that does not wait to come; one that waits cannot come at all.
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(answered).toBe(false);
      held.resolve(undefined);
      expect(codesOf(await answer)).toEqual([]);
      beside.dynamo.setFault(undefined);
    }
  });

  test('P6.4: a refusal that cannot be recorded shows nothing either', async () => {
    beside.dynamo.setFault((call) => (toAudit(call) ? 'DENIED' : undefined));
    const answer = await readCustomer(
      beside,
      await cloud.staff('marketing'),
      readable.customer.id,
      'name { masked }',
    );
    beside.dynamo.setFault(undefined);
    expect(answer.errors.length).toBeGreaterThan(0);
    readable.expectNothing(answer);
  });
});
