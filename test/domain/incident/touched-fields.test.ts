import { expect, test } from 'vitest';
import type { AuditRow } from '../../../lambda/domain/audit/row.ts';
import type { CustomerDisclosure } from '../../../lambda/domain/disclosure/disclosure.ts';
import { givenIn, touchedFields } from '../../../lambda/domain/incident/touched-fields.ts';

const row = (action: string, fields: readonly string[], more: object = {}) =>
  ({ action, fields, customerId: 'C1', ...more }) as unknown as AuditRow;

test('P7.3: what an incident touched are fields and classes, and no code of what was decided, chosen or done', () => {
  const rows = [
    row('READ', ['name', 'requestWords']),
    row('DECIDE_RIGHT', ['ERASE', 'GRANTED']),
    row('REQUEST_RIGHT', ['RESTRICT']),
    row('RECORD_REFUSAL', ['PROMOTIONS:EMAIL', 'STORAGE']),
    row('ERASURE_STEP', ['LOOKUPS', 'DONE']),
    row('BEGIN_ERASURE', ['payment']),
    row('VERIFY_EMAIL', []),
  ];
  expect(touchedFields(rows, [])).toEqual(['name', 'requestWords', 'payment']);
});

test('P7.3, P6.5: of a disclosure they are what was there to be sealed, and what was announced where nobody knows', async () => {
  const announced = (reference: string, customerId: string) =>
    row('DISCLOSE', ['name', 'phone'], { reference, customerId });
  const rows = [announced('dis-1', 'C1'), announced('dis-1', 'C2'), announced('dis-2', 'C1')];
  const of = (disclosureId: string, customerId: string, result: string) =>
    ({ disclosureId, customerId, result, fields: ['phone'] }) as unknown as CustomerDisclosure;
  const kept = [of('dis-1', 'C1', 'GIVEN'), of('dis-2', 'C1', 'NOT_GIVEN')];
  const asked: unknown[] = [];
  const disclosures = {
    async loadOfCustomers(ids: readonly string[], reference: string) {
      asked.push([reference, ids]);
      return ids.map((id) => kept.find((one) => one.disclosureId === reference && one.customerId === id));
    },
  };
  const given = await givenIn({ disclosures } as never, [...rows, row('READ', ['name'])]);
  expect(asked).toEqual([
    ['dis-1', ['C1', 'C2']],
    ['dis-2', ['C1']],
  ]);
  expect(rows.map((one) => touchedFields([one], given))).toEqual([
    ['phone'],
    ['name', 'phone'],
    ['name', 'phone'],
  ]);
});
