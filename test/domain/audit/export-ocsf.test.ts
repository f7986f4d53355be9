import { expect, test } from 'vitest';
import { ocsfEventOf } from '../../../lambda/domain/audit/export-ocsf.ts';
import { type AuditRow, auditActions } from '../../../lambda/domain/audit/row.ts';

const row: AuditRow = {
  action: 'READ',
  actor: { id: 'staff:s-1', roles: ['support'] },
  outcome: 'ALLOWED',
  customerId: 'C1',
  fields: ['email'],
  view: 'value',
  reference: 'T-1',
  requestId: 'R1',
  at: '2026-11-03T08:00:00.000Z',
  lane: 'L1',
  seq: 7,
  cursor: 'x',
};

test('a row becomes an event of class 6003 with what the class requires', () => {
  expect(ocsfEventOf(row)).toMatchObject({
    category_uid: 6,
    class_uid: 6003,
    activity_id: 2,
    type_uid: 600_302,
    severity_id: 1,
    status_id: 1,
    time: 1_793_692_800_000,
    metadata: { version: '1.6.0', uid: 'L1#7', correlation_uid: 'R1' },
    actor: { user: { uid: 'staff:s-1', type_id: 2, groups: [{ name: 'support' }] } },
    api: { operation: 'READ', request: { uid: 'R1' } },
    src_endpoint: { name: 'sealed' },
    resources: [{ uid: 'C1', type: 'customer' }],
    unmapped: { fields: ['email'], view: 'value', reference: 'T-1', lane: 'L1', seq: 7 },
  });
});

test('a refusal is a failure with its code', () => {
  expect(ocsfEventOf({ ...row, outcome: 'REFUSED', code: 'FORBIDDEN' })).toMatchObject({
    status_id: 2,
    status_code: 'FORBIDDEN',
    severity_id: 2,
  });
});

/** As the class names them (OCSF 1.6.0, API Activity). */
const activities: Readonly<Record<number, string>> = {
  1: 'Create',
  2: 'Read',
  3: 'Update',
  4: 'Delete',
  99: 'Other',
};

test('every act has an activity, called as its number says', () => {
  for (const action of auditActions) {
    const event = ocsfEventOf({ ...row, action });
    expect(event.activity_name).toBe(activities[Number(event.activity_id)]);
    expect(activities[Number(event.activity_id)]).toBeDefined();
    expect(event.type_uid).toBe(600_300 + Number(event.activity_id));
  }
});
