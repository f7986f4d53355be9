import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { ownAccessLog } from '../../../lambda/domain/access-log/read-access-log.ts';
import type { AuditQuery, AuditRow } from '../../../lambda/domain/audit/row.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';

const now = new Date('2026-03-01T00:00:00.000Z');
/** So many of them one after the other, newest first: told of, sealed for an order that is withheld, or an act that is no access. */
type Stretch = readonly ['told' | 'withheld' | 'other', number];
const longest = 12 * limits.pageSize;
const stretches = fc.array(
  fc.tuple(
    fc.constantFrom('told' as const, 'withheld' as const, 'other' as const),
    fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(limits.pageSize), fc.constant(longest)),
  ),
  { maxLength: 6 },
);

const facts = {
  told: { action: 'GIVE_COPY' },
  withheld: { action: 'DISCLOSE', reference: 'dis-1' },
  other: { action: 'REFUSE_ALL_EMAIL' },
};
/** Places are numbers, the newest the highest; `after` may name any, also one that no row has. */
const place = (n: number) => String(n).padStart(6, '0');
const trailOf = (given: readonly Stretch[]) =>
  given
    .flatMap(([kind, count]) => Array.from({ length: count }, () => kind))
    .map((kind, n, all) => ({
      kind,
      row: {
        ...{ ...facts[kind], outcome: 'ALLOWED', actor: { id: 'customer:C1', roles: [] } },
        ...{ at: now.toISOString(), cursor: place(2 * (all.length - n)) },
      } as unknown as AuditRow,
    }));

function logOver(rows: readonly AuditRow[]) {
  const find = async ({ sights, first, after }: AuditQuery) => {
    const seen = rows.filter(({ action }) => sights?.includes(action) ?? true);
    const behind = after === undefined ? seen : seen.filter(({ cursor }) => cursor < after);
    const given = behind.slice(0, first);
    return { rows: given, next: behind.length > first ? given.at(-1)?.cursor : undefined };
  };
  const order = { disclosureId: 'dis-1', basis: 'LEGAL_ORDER', result: 'GIVEN', at: now.toISOString() };
  const withheldUntil = '2027-01-01T00:00:00.000Z';
  const deps = {
    auditReader: { find },
    disclosures: { ofCustomer: async () => [{ ...order, withheldUntil }], load: async () => undefined },
    requests: { ofSubject: async () => [] },
    now: () => now,
  } as unknown as Ports;
  return (first: number, after: string | undefined) => ownAccessLog(deps, 'C1', { first, after });
}

test('P6.5: whatever place is asked for, forged or not, the answer is the one of a trail without what is withheld', async () => {
  await fc.assert(
    fc.asyncProperty(
      stretches,
      fc.integer({ min: 1, max: limits.pageSize }),
      fc.option(fc.integer({ min: 0, max: 2 * longest }), { nil: undefined }),
      async (given, first, from) => {
        const trail = trailOf(given);
        const after = from === undefined ? undefined : place(from);
        const shown = trail.filter(({ kind }) => kind === 'told').map(({ row }) => row);
        const page = await logOver(trail.map(({ row }) => row))(first, after);
        expect(page).toEqual(await logOver(shown)(first, after));
        const behind = shown.filter(({ cursor }) => after === undefined || cursor < after);
        expect(page).toMatchObject({
          hasNextPage: behind.length > first,
          end: behind.slice(0, first).at(-1)?.cursor,
        });
        expect(page.items).toHaveLength(Math.min(first, behind.length));
      },
    ),
    { numRuns: 200 },
  );
});
