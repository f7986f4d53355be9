import { expect, test } from 'vitest';
import { type AccessContext, accessEntryOf } from '../../../lambda/domain/access-log/access-log.ts';
import type { AuditRow } from '../../../lambda/domain/audit/row.ts';
import type { CustomerDisclosure } from '../../../lambda/domain/disclosure/disclosure.ts';

const disclosed = {
  ...{ disclosureId: 'dis-1', recipientName: 'Payments Ltd', basis: 'COMMITMENT', purpose: 'PAYMENT' },
  ...{ result: 'GIVEN', fields: ['billingName'] },
} as unknown as CustomerDisclosure;
const context: AccessContext = {
  disclosures: new Map([['dis-1', disclosed]]),
  references: new Set(),
  named: new Map(),
};
const entryOf = (action: string, outcome: AuditRow['outcome'], reference: string) => {
  const actor = { id: 'staff:x', roles: ['support'] };
  const at = '2026-03-01T00:00:00.000Z';
  const row = { action, outcome, reference, at, actor, view: 'value', fields: ['name'] };
  return accessEntryOf(row as unknown as AuditRow, context);
};

test.each([
  ['READ', 'REQ-1', 'READ'],
  ['LOOKUP', 'REQ-1', 'FOUND'],
  ['GIVE_COPY', 'REQ-1', 'OWN_COPY'],
  ['DISCLOSE', 'dis-1', 'DISCLOSED'],
  ['DISCLOSE_FOR_PAYMENT', 'dis-1', 'DISCLOSED'],
  ['DISCLOSE', 'dis-2', 'PREPARED'],
  ['DISCLOSE_FOR_PAYMENT', 'dis-2', 'PREPARED'],
])('P6.4: a refused %s of %s is no access: nobody saw anything', (action, reference, kind) => {
  expect(entryOf(action, 'ALLOWED', reference)?.kind).toBe(kind);
  expect(entryOf(action, 'REFUSED', reference)).toBeUndefined();
});
