import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../lambda/domain/audit/row.ts';
import { auditRowOf, factsOf } from '../../../lambda/domain/audit/row-facts.ts';

const least = {
  action: 'READ',
  actor: { id: 'staff:s-1', roles: ['support'] },
  outcome: 'ALLOWED',
  requestId: 'R1',
} as const satisfies AuditEntry;
const more = {
  code: 'NOT_FOUND',
  customerId: 'C1',
  fields: ['email'],
  view: 'value',
  purpose: 'SERVICE_SUPPORT',
  reference: 'T-1',
  mailId: 'M1',
} as const;
const stored = { at: '2026-11-03T01:00:00.000Z#000000000007', lane: 'L1', seq: '000000000007' };
const seen = { ...least, at: '2026-11-03T01:00:00.000Z', lane: 'L1', seq: 7 };

test('a row has what the entry has, and no attribute for what it has not', () => {
  const facts = {
    action: 'READ',
    actor: 'staff:s-1',
    roles: ['support'],
    outcome: 'ALLOWED',
    requestId: 'R1',
  };
  expect(factsOf(least)).toStrictEqual(facts);
  expect(factsOf({ ...least, ...more })).toStrictEqual({ ...facts, ...more });
  for (const [name, value] of Object.entries(more))
    expect(factsOf({ ...least, [name]: value })).toStrictEqual({ ...facts, [name]: value });
});

test('readers of the trail see the entry again, without its origin', () => {
  const { cursor, ...row } = auditRowOf({ ...stored, ...factsOf(least) }) ?? {};
  expect(row).toStrictEqual(seen);
  expect(Buffer.from(cursor ?? '', 'base64url').toString()).toBe(stored.at);
  expect(auditRowOf({ ...stored, ...factsOf({ ...least, ...more }) })).toStrictEqual({
    ...seen,
    ...more,
    cursor,
  });
  const refused = { ...least, outcome: 'REFUSED', fields: [] } as const;
  expect(auditRowOf({ ...stored, ...factsOf(refused) })).toStrictEqual({ ...seen, ...refused, cursor });
});

test('what tells of no act is no row to readers', () => {
  expect(auditRowOf({ ...stored, opens: [] })).toBeUndefined();
  expect(auditRowOf({ ...stored, ...factsOf(least), seq: 'A1' })).toBeUndefined();
});
