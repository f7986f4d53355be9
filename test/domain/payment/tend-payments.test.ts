import { expect, test } from 'vitest';
import type { CustomerDisclosure } from '../../../lambda/domain/disclosure/disclosure.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { tendPayments } from '../../../lambda/domain/payment/tend-payments.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import { systemRandom } from '../../../lambda/runtime/random.ts';

const settleBy = '2026-03-01T00:15:00.000Z';
const begun = {
  ...{ customerId: 'one', disclosureId: 'dis-1', basis: 'COMMITMENT', result: 'PENDING' },
  ...{ fields: ['billingName'], version: 1, settleBy },
} as unknown as CustomerDisclosure;

/** A disclosure for a payment that the index calls due, whatever its row says, looked at some milliseconds after its time. */
async function swept(ahead: number, rows: readonly Partial<CustomerDisclosure>[], refusals = 0) {
  const now = () => new Date(Date.parse(settleBy) + ahead);
  const [said, told]: [CustomerDisclosure[], unknown[]] = [[], []];
  let [reads, left] = [0, refusals];
  const row = () => ({ ...begun, ...rows[Math.min(reads++, rows.length - 1)] });
  const disclosures = {
    duePayments: async (shard: number) => (shard === 0 ? [{ customerId: 'one', disclosureId: 'dis-1' }] : []),
    loadOfCustomer: async () => row(),
    putOfCustomer: (_: CustomerDisclosure, after: CustomerDisclosure) => after,
  };
  const commit = async ([after]: readonly CustomerDisclosure[]) => {
    if (left-- > 0) throw new DomainError('STALE_REVISION');
    if (after) said.push(after);
  };
  const log = { info() {}, warn() {}, error: (event: string) => void told.push(event) };
  const ports = { now, log, commit, disclosures, random: systemRandom } as unknown as Ports;
  const until = new Date(now().getTime() + 60_000);
  const { moved } = await tendPayments(ports, { by: 'clock', until, perShard: 10 });
  return { moved, told, said: said.map(({ result, cause, version }) => [result, cause, version]) };
}
const nothing = { moved: 0, told: [], said: [] };
const settled = (version: number) => ({ moved: 1, told: [], said: [['NOT_GIVEN', 'INTERRUPTED', version]] });

test('P6.6: an index that is ahead of its row settles nothing before its time', async () => {
  expect(await swept(-1, [{}])).toEqual(nothing);
  expect(await swept(0, [{}])).toEqual(settled(2));
});

test('P6.6: what was given meanwhile, or has another time by now, is not said to be interrupted', async () => {
  expect(await swept(1, [{}, { result: 'GIVEN', version: 2 }], 1)).toEqual(nothing);
  const later = new Date(Date.parse(settleBy) + 60_000).toISOString();
  expect(await swept(1, [{}, { settleBy: later, version: 2 }], 1)).toEqual(nothing);
  expect(await swept(1, [{}, { version: 2 }], 1)).toEqual(settled(3));
});
