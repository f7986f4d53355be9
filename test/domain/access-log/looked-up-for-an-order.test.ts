import { expect, test } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { isWithheldRow } from '../../../lambda/domain/access-log/withheld-row.ts';
import type { AuditRow } from '../../../lambda/domain/audit/row.ts';
import type { CustomerDisclosure, Disclosure } from '../../../lambda/domain/disclosure/disclosure.ts';

const day = 86_400_000;
const from = Date.parse('2026-03-01T00:00:00.000Z');
const after = (days: number) => new Date(from + days * day);
const lookup = (role: string) =>
  ({
    action: 'LOOKUP',
    at: after(0).toISOString(),
    actor: { id: 'staff:x', roles: [role] },
  }) as unknown as AuditRow;
const order = (sealedAfter: number, changes: Partial<CustomerDisclosure> = {}) =>
  ({
    ...{ disclosureId: 'dis-1', basis: 'LEGAL_ORDER', result: 'GIVEN', at: after(sealedAfter).toISOString() },
    withheldUntil: after(400).toISOString(),
    ...changes,
  }) as unknown as CustomerDisclosure;
const hidden = (role: string, days: number, ...disclosures: readonly CustomerDisclosure[]) =>
  isWithheldRow(
    lookup(role),
    {
      disclosures: new Map(disclosures.map((one) => [one.disclosureId, one])),
      references: new Set(),
      named: new Map(),
    },
    after(days),
  );
const some = limits.orderLookupDays;

test.each(['legal', 'privacy_officer'])('P6.5: a look-up by %s is told some days later', (role) => {
  expect([hidden(role, 0), hidden(role, some - 0.01), hidden(role, some)]).toEqual([true, true, false]);
});

test('P6.4: a look-up for anything else is told at once, an order or none', () => {
  expect([hidden('support', 0), hidden('billing', 0), hidden('support', 0, order(1))]).toEqual([
    false,
    false,
    false,
  ]);
});

test('P6.5: one before an order that is withheld is told with it', () => {
  expect(hidden('legal', some + 1, order(1))).toBe(true);
  expect([hidden('legal', 399, order(some)), hidden('legal', 400, order(some))]).toEqual([true, false]);
  expect(hidden('legal', some + 1, order(1, { withheldUntil: undefined }))).toBe(false);
  expect(hidden('legal', some + 1, order(1, { result: 'PENDING', withheldUntil: undefined }))).toBe(true);
  // Where nothing was given after all, it is told as well.
  expect(hidden('legal', some + 1, order(1, { result: 'NOT_GIVEN', withheldUntil: undefined }))).toBe(false);
  const refused = order(1, { result: 'NOT_GIVEN' });
  expect([hidden('legal', 399, refused), hidden('legal', 400, refused)]).toEqual([true, false]);
});

test('P6.4: an order that came long after it, and what is no order, withholds no look-up', () => {
  expect(hidden('legal', some + 1, order(some + 0.5))).toBe(false);
  const permitted = { basis: 'COMMITMENT', result: 'PENDING', withheldUntil: undefined } as const;
  expect(hidden('legal', some + 1, order(1, permitted))).toBe(false);
});

const id = (n: number) => `dis-${String(n).padStart(26, '0')}`;
const readFor = (n: number) =>
  ({
    ...lookup('privacy_officer'),
    action: 'READ',
    view: 'value',
    reference: id(n),
  }) as AuditRow;

test('P6.5: what was read for an order that is withheld is told with it', () => {
  const read = readFor(1);
  const context = {
    disclosures: new Map([[id(1), order(1)]]),
    references: new Set<string>(),
    named: new Map(),
  };
  expect([isWithheldRow(read, context, after(399)), isWithheldRow(read, context, after(400))]).toEqual([
    true,
    false,
  ]);
  expect(isWithheldRow(readFor(2), context, after(400))).toBe(true);
});

test('P6.4: what was read for an order that came to nothing is told once it is over, or on the day that it names; its other rows are not', () => {
  const kept = (state: Disclosure['state'], days: number, withheldUntil?: string) => {
    const named = { state, basis: { kind: 'LEGAL_ORDER', withheldUntil } } as unknown as Disclosure;
    const context = {
      disclosures: new Map(),
      references: new Set<string>(),
      named: new Map([[id(1), named]]),
    };
    expect(isWithheldRow({ ...readFor(1), action: 'DISCLOSE' }, context, after(days))).toBe(true);
    return isWithheldRow(readFor(1), context, after(days));
  };
  for (const state of ['OPENED', 'VERIFIED', 'APPROVED', 'SEALED'] as const)
    expect(kept(state, 1)).toBe(true);
  for (const state of ['REJECTED', 'REVOKED', 'EXPIRED', 'COLLECTED'] as const) {
    expect(kept(state, 1)).toBe(false);
    // Whoever forbade to tell forbade it until then, whatever became of it.
    expect([kept(state, 399, after(400).toISOString()), kept(state, 400, after(400).toISOString())]).toEqual([
      true,
      false,
    ]);
  }
});
