import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classViews, mayView, personalFields, staffRoles, type View } from '../../lambda/domain/access.ts';
import type { BlobField } from '../../lambda/domain/customer/reveal-request.ts';
import { codesOf } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Readable, readableCustomers, subjectOf, trailOf } from '../harness/employees.ts';
import { eventually } from '../harness/mails.ts';
import { readCustomer, reasons, selection, valueIn } from '../harness/reading.ts';
import { localIdOf } from '../harness/register.ts';
import { type Item, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let readable: Readable;
beforeAll(async () => {
  cloud = await startTestCloud();
  readable = await readableCustomers(cloud);
});
afterAll(() => cloud.stop());

const fields = Object.keys(personalFields).filter((name): name is BlobField => name !== 'customerNumbers');
const views = ['value', 'masked'] as const;

describe.each(staffRoles)('the role %s', (role) => {
  test('P6.4: sees of every field what its class allows, and nothing else; each sight has its row', async () => {
    const token = await cloud.employee(role);
    const expected: [string, string][] = [];
    for (const field of fields)
      for (const view of views) {
        const answer = await readCustomer(
          cloud,
          token,
          readable.customer.id,
          selection(field, view),
          reasons(role),
        );
        const { dataClass } = personalFields[field];
        if (!mayView(role, dataClass, view)) {
          expect([field, view, codesOf(answer)]).toEqual([field, view, ['FORBIDDEN']]);
          readable.expectNothing(answer);
          expected.push(['REFUSED', '']);
          continue;
        }
        expected.push(['ALLOWED', `${field} ${view}`]);
        const given = valueIn(answer, field, view);
        if (view === 'value') expect(given).toBe(readable.clear[field]);
        else expectMasked(given, readable.clear[field]);
      }
    const rows = await trailOf(cloud, token);
    expect(rows.map((row) => [textOf(row, 'outcome'), sight(row)]).sort()).toEqual(expected.sort());
    for (const row of rows.filter((one) => textOf(one, 'view') === 'value')) {
      expect(textOf(row, 'purpose')).toBe(reasons(role)['x-processing-purpose']);
      expect(textOf(row, 'reference')).toBe('SUP-4711');
      expect(textOf(row, 'customerId')).toBe(localIdOf(readable.customer.id));
    }
  });

  test('P6.4: may list customers when it reads any class at all, masked only, and never in clear', async () => {
    const token = await cloud.employee(role);
    const ofEachClass = ['phone', 'identityNumber', 'taxCode'] as const;
    const visible = ofEachClass.filter((field) => classViews[personalFields[field].dataClass][role]);
    for (const field of ofEachClass) {
      const list = (view: View) =>
        cloud.ask(`{ customers { nodes { ${selection(field, view)} } } }`, { token, headers: reasons(role) });
      readable.expectNothing(await list('value'));
      const masked = await list('masked');
      if (visible.includes(field)) expect(codesOf(masked)).toEqual([]);
      else readable.expectNothing(masked);
      expect(masked.text.includes(readable.clear[field])).toBe(false);
    }
  });
});

/** Fields and view of a row that let something be seen. */
function sight(row: Item): string {
  if (textOf(row, 'outcome') !== 'ALLOWED') return '';
  const names = (row.fields?.L ?? []).map((name) => name.S).join(' ');
  return `${names} ${textOf(row, 'view')}`;
}

/** At most two characters of the value, beside what every mask has. */
function expectMasked(given: unknown, value: string): void {
  expect(typeof given).toBe('string');
  const shown = String(given)
    .replace(/[•@,\-\s]/g, '')
    .replace(/VN$/, '');
  expect(shown.length).toBeLessThanOrEqual(2);
  expect(String(given).includes(value)).toBe(false);
}

test.each([
  [['support', 'billing'], 'taxCode', 'SERVICE_SUPPORT', ['PAYMENT', 'CUSTOMER_REQUEST']],
  [['billing', 'support'], 'name', 'SECURITY', ['PAYMENT', 'SERVICE_SUPPORT']],
  [['support', 'privacy_officer'], 'identityNumber', 'SERVICE_SUPPORT', ['SECURITY', 'DATA_CORRECTION']],
] as const)(
  'P6.4: who is %j reads %s for no purpose of another role than reads it: %s; but for %j',
  async (roles, field, refused, allowed) => {
    const token = await cloud.employee(...roles);
    const read = (purpose: string) => {
      const headers = { 'x-processing-purpose': purpose, 'x-reference': 'SUP-4711' };
      return readCustomer(cloud, token, readable.customer.id, selection(field, 'value'), headers);
    };
    const answer = await read(refused);
    expect(codesOf(answer)).toEqual(['PURPOSE_NOT_ALLOWED']);
    readable.expectNothing(answer);
    for (const purpose of allowed)
      expect(valueIn(await read(purpose), field, 'value')).toBe(readable.clear[field]);
    // The refusal stands in the trail like what was seen.
    const rows = await trailOf(cloud, token);
    expect(rows.map((row) => [textOf(row, 'outcome'), sight(row)]).sort()).toEqual(
      [['REFUSED', ''], ...allowed.map(() => ['ALLOWED', `${field} value`])].sort(),
    );
  },
);

test('P6.4: who read what stands in the trail that the overseers read, and reading it does too', async () => {
  const reader = await cloud.employee('support');
  await readCustomer(
    cloud,
    reader,
    readable.other.id,
    'name { value } email { masked }',
    reasons('support', 'SUP-99'),
  );
  const overseer = await cloud.employee('privacy_officer');
  const trail = await eventually(async () => {
    const { data } = await cloud.ask(
      'query ($id: ID!) { auditTrail(filter: { customerId: $id }, first: 50) { nodes { action outcome actor roles fields view purpose reference requestId } } }',
      { token: overseer, variables: { id: readable.other.id } },
    );
    const rows = data.auditTrail.nodes as { actor: string; view: string }[];
    const own = rows.filter((row) => row.actor === `staff:${subjectOf(reader)}`);
    return own.length === 2 ? own : undefined;
  });
  const row = { action: 'READ', outcome: 'ALLOWED', roles: ['support'] };
  const reason = { purpose: 'SERVICE_SUPPORT', reference: 'SUP-99' };
  expect(trail).toContainEqual(
    expect.objectContaining({ ...row, ...reason, fields: ['name'], view: 'value' }),
  );
  expect(trail).toContainEqual(expect.objectContaining({ ...row, fields: ['email'], view: 'masked' }));
  expect((await trailOf(cloud, overseer)).map((one) => textOf(one, 'action'))).toContain('READ_AUDIT_TRAIL');
  expect(JSON.stringify(trail)).not.toContain(readable.other.name);
});
