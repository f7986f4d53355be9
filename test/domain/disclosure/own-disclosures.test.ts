import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerDisclosure } from '../../../lambda/domain/disclosure/disclosure.ts';
import { disclosureIdAt } from '../../../lambda/domain/disclosure/disclosure-id.ts';
import { ownDisclosurePage } from '../../../lambda/domain/disclosure/own-disclosures.ts';
import { heldClasses } from '../../../lambda/domain/erasure/legal-hold.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import { wentToProcessor } from '../../../lambda/domain/rights/right-clock.ts';
import { systemRandom } from '../../../lambda/runtime/random.ts';

const now = new Date('2026-03-01T00:00:00.000Z');
const row = (n: number, changes: Partial<CustomerDisclosure>): CustomerDisclosure =>
  ({
    disclosureId: String(n).padStart(4, '0'),
    basis: 'COMMITMENT',
    result: 'GIVEN',
    ...changes,
  }) as CustomerDisclosure;
const withheld = { basis: 'LEGAL_ORDER', withheldUntil: '2027-01-01T00:00:00.000Z' } as const;

/** Rows of one customer, the newest first, and how many pages of them were read. */
function customerWith(rows: readonly CustomerDisclosure[], orders: readonly string[] = []) {
  const read = { pages: 0 };
  const disclosures = {
    async pageOfCustomer(_: string, first: number, after: string | undefined) {
      read.pages += 1;
      const from = after === undefined ? 0 : rows.findIndex((one) => one.disclosureId === after) + 1;
      const items = rows.slice(from, from + first).map((node) => ({ node, cursor: node.disclosureId }));
      return { items, end: items.at(-1)?.cursor, hasNextPage: from + first < rows.length };
    },
    ordersNaming: async () => orders,
    loadOfCustomer: async (_: string, id: string) => rows.find((one) => one.disclosureId === id),
    load: async () => undefined,
  };
  const ports = { disclosures, legalHolds: { ofCustomer: async () => [] }, now: () => now };
  return { read, ports: ports as unknown as Ports };
}

test('P1.6, P6.5: whatever is kept from the customer, all the rest is read page by page, each once, in its order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      async (told, first) => {
        const rows = told.map((isTold, n) => row(n, isTold ? {} : withheld));
        const { ports } = customerWith(rows);
        const seen: string[] = [];
        let after: string | undefined;
        for (;;) {
          const page = await ownDisclosurePage(ports, 'one', { first, after });
          expect(page.items.length).toBeLessThanOrEqual(first);
          seen.push(...page.items.map(({ node }) => node.disclosureId));
          if (!page.hasNextPage) break;
          after = page.end;
        }
        expect(seen).toEqual(rows.filter((_, n) => told[n]).map(({ disclosureId }) => disclosureId));
      },
    ),
  );
});

test('P6.5: no place in the list that is handed out names what is kept from the customer, however little is asked for', async () => {
  const rows = [row(0, {}), ...Array.from({ length: 40 }, (_, n) => row(n + 1, withheld)), row(41, {})];
  const { ports } = customerWith(rows);
  const one = await ownDisclosurePage(ports, 'one', { first: 1, after: undefined });
  const two = await ownDisclosurePage(ports, 'one', { first: 1, after: one.end });
  expect([one.end, two.end, two.hasNextPage]).toEqual(['0000', '0041', false]);
});

test('P6.5: however many are kept from the customer one after the other, no place among them is handed out, and it takes few queries', async () => {
  const rows = [row(0, {}), ...Array.from({ length: 9_000 }, (_, n) => row(n + 1, withheld))];
  const { ports, read } = customerWith(rows);
  const all = await ownDisclosurePage(ports, 'one', { first: 1, after: undefined });
  expect([all.items.length, all.end, all.hasNextPage]).toEqual([1, '0000', false]);
  expect(read.pages).toBeLessThan(20);
  const among = await ownDisclosurePage(ports, 'one', { first: 1, after: '0007' });
  expect(among).toEqual({ items: [], end: undefined, hasNextPage: false });
});

test('P6.6: whether a processor has something is known from the newest page where it is there, and looked for in all where it is not', async () => {
  const many = Array.from({ length: 500 }, (_, n) => row(n, {}));
  const { ports, read } = customerWith(many);
  expect([await wentToProcessor(ports, 'one'), read.pages]).toEqual([true, 1]);
  const refused = many.map((one) => ({ ...one, result: 'NOT_GIVEN' as const }));
  const last = customerWith([...refused, row(500, {})]);
  expect(await wentToProcessor(last.ports, 'one')).toBe(true);
  expect(await wentToProcessor(customerWith(refused).ports, 'one')).toBe(false);
});

test('P6.5: an order that is being answered keeps everything of whom it names, whatever else was disclosed', async () => {
  const many = Array.from({ length: 500 }, (_, n) => row(n, {}));
  const ordered = row(500, { basis: 'LEGAL_ORDER', result: 'PENDING' });
  const open = customerWith([...many, ordered], [ordered.disclosureId]);
  expect(await heldClasses(open.ports, 'one')).toHaveLength(4);
  const over = customerWith([...many, { ...ordered, result: 'NOT_GIVEN' }], [ordered.disclosureId]);
  expect(await heldClasses(over.ports, 'one')).toEqual([]);
  expect([open.read.pages, over.read.pages]).toEqual([0, 0]);
});

test('ids of disclosures sort as they begin, and are ids of disclosures', () => {
  const at = (milliseconds: number) => disclosureIdAt(new Date(milliseconds), systemRandom);
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (one, more) => {
      expect(at(one) < at(one + more + 1)).toBe(true);
      expect(at(one)).toMatch(/^dis-[0-9A-Z]{26}$/);
    }),
  );
});
