import { describe, expect, test } from 'vitest';
import { alarmingLogLines } from '../../../lambda/declared/alarming-log-lines.ts';
import type { AuditEntry } from '../../../lambda/domain/audit/row.ts';
import { findByCustomerNumber } from '../../../lambda/domain/customer/customer-numbers.ts';
import { findCustomers } from '../../../lambda/domain/customer/find-customers.ts';
import { readBudget } from '../../../lambda/domain/customer/spend-budget.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { lookupRows } from '../../../lambda/domain/lookup.ts';
import type { ReadyBlindIndex } from '../../../lambda/domain/ports/blind-index.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import type { ServiceViewer, StaffViewer } from '../../../lambda/domain/viewer.ts';
import { createLogBook } from '../../store/audit-world.ts';

const asking = { requestId: 'R1', origin: { address: '203.0.113.7', port: 1 }, language: 'vi' as const };
const staff: StaffViewer = {
  kind: 'staff',
  subject: 's-1',
  roles: ['support'],
  purpose: undefined,
  reference: undefined,
  ...asking,
};
const service: ServiceViewer = {
  kind: 'service',
  clientId: 'provisioning',
  scopes: ['customers:read'],
  ...asking,
};

/** A budget of three masked customers; nobody has any number, and nobody any address. */
function world() {
  const rows: AuditEntry[] = [];
  const log = createLogBook();
  let spent = 0;
  const commit = async (writes: readonly Write[], audit: readonly AuditEntry[]) => {
    const amount = writes.reduce((sum, { item }) => sum + Number(item), 0);
    if (spent + amount > 3) throw new DomainError('READ_BUDGET_SPENT');
    spent += amount;
    rows.push(...audit);
  };
  const index: ReadyBlindIndex = { of: (_, value) => value, allOf: (_, value) => [value] };
  const deps = {
    now: () => new Date('2026-11-22T05:59:30.000Z'),
    log,
    commit,
    blindIndex: { ready: async () => index },
    counters: { add: (_: unknown, amount: number) => ({ refusal: 'READ_BUDGET_SPENT', item: amount }) },
    settings: { clearReadsPerHour: 200, maskedReadsPerHour: 3 },
    phones: { find: async () => [] },
    references: {
      find: async ([value = '']: readonly string[]) =>
        value === 'billing 7' ? lookupRows(index, 'REFERENCE', [value], 'C7') : [],
    },
  } as unknown as Ports;
  return { deps, rows, log };
}

describe('a lookup by an employee', () => {
  test('beyond the budget is refused, recorded and told, with the seconds to the next hour', async () => {
    const { deps, rows, log } = world();
    for (let n = 0; n < 3; n++) await findCustomers(deps, staff, { phone: '+84901234567' });
    expect(rows.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['LOOKUP', 'ALLOWED'],
      ['LOOKUP', 'ALLOWED'],
      ['LOOKUP', 'ALLOWED'],
    ]);
    const refusal = await findCustomers(deps, staff, { phone: '+84901234567' }).catch((error) => error);
    expect(refusal).toMatchObject({ code: 'READ_BUDGET_SPENT', retryAfterSeconds: 30 });
    expect(rows.at(-1)).toMatchObject({ action: 'LOOKUP', outcome: 'REFUSED', code: 'READ_BUDGET_SPENT' });
    expect(log.lines.at(-1)?.event).toBe(alarmingLogLines.readBudgetSpent.event);
  });

  test('spends the budget that reading masked values spends', () => {
    const { deps } = world();
    expect(readBudget(deps, staff, 'masked')).toMatchObject({ key: 'reads:masked:s-1', limit: 3 });
    expect(readBudget(deps, staff, 'value')).toMatchObject({ key: 'reads:value:s-1', limit: 200 });
  });
});

describe('a lookup of a customer number by a service', () => {
  test('is recorded with what it found, and with nothing that was asked', async () => {
    const { deps, rows } = world();
    expect(await findByCustomerNumber(deps, service, { system: 'billing', number: '7' })).toBe('C7');
    expect(await findByCustomerNumber(deps, service, { system: 'billing', number: '31337' })).toBeUndefined();
    expect(rows).toMatchObject([
      { action: 'LOOKUP', actor: { id: 'service:provisioning' }, customerId: 'C7' },
      { action: 'LOOKUP', actor: { id: 'service:provisioning' } },
    ]);
    expect(rows[1]).not.toHaveProperty('customerId');
    expect(JSON.stringify(rows)).not.toContain('31337');
  });

  test('is not given an answer when it cannot be recorded', async () => {
    const { deps } = world();
    const commit = () => Promise.reject(new DomainError('TEMPORARILY_UNAVAILABLE'));
    const asked = findByCustomerNumber({ ...deps, commit }, service, { system: 'billing', number: '7' });
    await expect(asked).rejects.toThrow('TEMPORARILY_UNAVAILABLE');
  });
});
