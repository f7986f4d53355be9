import { expect, it } from 'vitest';
import { dataClasses } from '../../../lambda/domain/access.ts';
import type { Disclosure } from '../../../lambda/domain/disclosure/disclosure.ts';
import type { LegalHold } from '../../../lambda/domain/erasure/erasure.ts';
import { isActive } from '../../../lambda/domain/erasure/is-hold-active.ts';
import { heldClasses } from '../../../lambda/domain/erasure/legal-hold.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const hold = (changes: Partial<LegalHold>) =>
  ({ liftedAt: undefined, until: undefined, ...changes }) as LegalHold;

it('holds until it is lifted or its time is over', () => {
  expect(isActive(hold({}), now)).toBe(true);
  expect(isActive(hold({ until: '2026-11-22T05:00:00.001Z' }), now)).toBe(true);
  expect(isActive(hold({ until: now.toISOString() }), now)).toBe(false);
  expect(isActive(hold({ liftedAt: '2026-11-21T00:00:00.000Z' }), now)).toBe(false);
  expect(
    isActive(hold({ until: '2027-01-01T00:00:00.000Z', liftedAt: '2026-11-21T00:00:00.000Z' }), now),
  ).toBe(false);
});

type Row = { readonly result: string };

/** Classes that are held by holds, and by orders: what the customer's row of each says, and the order itself. */
function held(
  holds: readonly LegalHold[],
  orders: Readonly<Record<string, { row?: Row; order?: Partial<Disclosure> }>> = {},
) {
  const deps = {
    now: () => now,
    legalHolds: { ofCustomer: async () => holds },
    disclosures: {
      ordersNaming: async () => Object.keys(orders),
      loadOfCustomer: async (_: string, id: string) => orders[id]?.row,
      load: async (id: string) => orders[id]?.order,
    },
  } as unknown as Parameters<typeof heldClasses>[0];
  return heldClasses(deps, 'CUSTOMER');
}

it('keeps the classes that holds in force name, in their order', async () => {
  expect(await held([])).toEqual([]);
  const ended = hold({ classes: ['identity'], liftedAt: '2026-11-21T00:00:00.000Z' });
  const two = [hold({ classes: ['content', 'payment'] }), hold({ classes: ['contact'] }), ended];
  expect(await held(two)).toEqual(dataClasses.filter((one) => one !== 'identity'));
});

it('keeps all of them while an order is being answered, and none for one that is over', async () => {
  const open = { state: 'VERIFIED', handedOutAt: undefined } as const;
  expect(await held([], { a: { row: { result: 'PENDING' } } })).toEqual(dataClasses);
  expect(await held([], { a: { order: open } })).toEqual(dataClasses);
  expect(await held([], { a: { row: { result: 'GIVEN' } }, b: { order: open } })).toEqual(dataClasses);
  for (const over of [
    { row: { result: 'GIVEN' }, order: open },
    { order: { ...open, handedOutAt: now.toISOString() } },
    { order: { ...open, state: 'REJECTED' } },
    { order: { ...open, state: 'REVOKED' } },
    { order: { ...open, state: 'EXPIRED' } },
    { order: { ...open, state: 'COLLECTED' } },
    {},
  ] as const)
    expect(await held([], { a: over })).toEqual([]);
});
