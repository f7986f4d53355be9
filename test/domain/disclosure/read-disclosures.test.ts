import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Disclosure } from '../../../lambda/domain/disclosure/disclosure.ts';
import { disclosureIdAt } from '../../../lambda/domain/disclosure/disclosure-id.ts';
import {
  findDisclosure,
  listDisclosures,
  listHolding,
  listWaiting,
} from '../../../lambda/domain/disclosure/read-disclosures.ts';
import { Personal } from '../../../lambda/domain/pii.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import type { StaffViewer } from '../../../lambda/domain/viewer.ts';
import { systemRandom } from '../../../lambda/runtime/random.ts';

const employee = () => ({ verifiedEmail: new Personal('me@x.vn') }) as StaffViewer;
const disclosure = (isOwn: boolean): Disclosure =>
  ({
    id: disclosureIdAt(new Date(), systemRandom),
    customerIds: isOwn ? ['you', 'me'] : ['you'],
  }) as unknown as Disclosure;

/** These disclosures, all of them waiting orders about everybody, and which addresses were looked up. */
function holding(rows: readonly Disclosure[]) {
  const lookedUp: string[] = [];
  const pageOf = (first: number, after: string | undefined) => {
    const from = after === undefined ? 0 : rows.findIndex(({ id }) => id === after) + 1;
    const items = rows.slice(from, from + first).map((node) => ({ node, cursor: node.id }));
    return { items, end: items.at(-1)?.cursor, hasNextPage: from + first < rows.length };
  };
  const disclosures = {
    load: async (id: string) => rows.find((one) => one.id === id),
    waiting: async (first: number, after: string | undefined) => pageOf(first, after),
    page: async (first: number, after: string | undefined) => {
      const { items, hasNextPage } = pageOf(first, after);
      return { disclosures: items.map(({ node, cursor }) => ({ disclosure: node, cursor })), hasNextPage };
    },
    ordersNaming: async () => rows.map(({ id }) => id),
    loadOfCustomer: async () => ({ result: 'PENDING' }),
  };
  const emails = {
    owner: async ([index = '']: readonly string[]) => {
      lookedUp.push(index);
      return index === 'me@x.vn' ? 'me' : undefined;
    },
    claimants: async () => [],
  };
  const blindIndex = { ready: async () => ({ allOf: (_: string, value: string) => [value] }) };
  return { lookedUp, ports: { disclosures, emails, blindIndex } as unknown as Ports };
}

test.each([
  ['all', listDisclosures],
  ['what waits', listWaiting],
])(
  'P6.5: lists leave out what names the reader, and neither a count nor a cursor tells of it: %s',
  async (_, list) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 18 }),
        fc.integer({ min: 1, max: 7 }),
        async (own, first) => {
          const rows = own.map(disclosure);
          const others = rows.filter((__, n) => !own[n]);
          const { ports } = holding(rows);
          const seen: string[] = [];
          let after: string | undefined;
          do {
            const page = await list(ports, employee(), { first, after });
            seen.push(...page.items.map(({ node }) => node.id));
            // As it would be if there were only the others.
            expect(page.items).toHaveLength(Math.min(first, others.length - seen.length + page.items.length));
            expect(page.hasNextPage).toBe(seen.length < others.length);
            expect(page.end).toBe(page.items.at(-1)?.cursor);
            after = page.hasNextPage ? page.end : undefined;
          } while (after !== undefined);
          expect(seen).toEqual(others.map(({ id }) => id));
        },
      ),
    );
  },
);

test('P6.5: one that names the reader is as unknown as one that there is not; of orders that hold somebody it is left out', async () => {
  const [own, other] = [disclosure(true), disclosure(false)];
  const { ports, lookedUp } = holding([own, other]);
  const viewer = employee();
  expect(await findDisclosure(ports, viewer, own.id)).toBeUndefined();
  expect(await findDisclosure(ports, viewer, disclosure(true).id)).toBeUndefined();
  expect(await findDisclosure(ports, viewer, 'none')).toBeUndefined();
  expect(await findDisclosure(ports, viewer, other.id)).toBe(other);
  expect(await listHolding(ports, viewer, 'me')).toEqual([other]);
  // One request, however many disclosures it reads, looks its own address up once; another looks again.
  expect(lookedUp).toEqual(['me@x.vn']);
  await findDisclosure(ports, employee(), own.id);
  expect(lookedUp).toEqual(['me@x.vn', 'me@x.vn']);
});

test('P6.5: whose sign-in vouches for no address reads none, and not whether there is any', async () => {
  const asked = { first: 1, after: undefined };
  for (const rows of [[], [disclosure(false)]]) {
    const { ports } = holding(rows);
    const viewer = {} as StaffViewer;
    for (const reading of [
      findDisclosure(ports, viewer, rows[0]?.id ?? 'none'),
      listDisclosures(ports, viewer, asked),
      listWaiting(ports, viewer, asked),
      listHolding(ports, viewer, 'you'),
    ])
      await expect(reading).rejects.toThrow('ADDRESS_NOT_VERIFIED');
  }
});
