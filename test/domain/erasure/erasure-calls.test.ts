import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { TestCloud } from '../../harness/cloud.ts';
import { erasureOf } from '../../harness/erasures.ts';
import { ErasingWorld, startErasingCloud } from './erasing-world.ts';

let cloud: TestCloud;
let world: ErasingWorld;
let officer: string;
beforeAll(async () => {
  cloud = await startErasingCloud();
  world = new ErasingWorld(cloud);
  officer = await cloud.employee('privacy_officer');
  // What a process fetches once, and lanes of the audit trail, are there from the first on.
  const customer = await world.fullCustomer();
  const erasureId = await world.granted(officer, customer);
  await world.run(erasureId);
  world.passDays(8);
  await world.run(erasureId);
}, 60_000);
afterAll(async () => {
  world.stop();
  vi.unstubAllEnvs();
  await cloud.stop();
});

const counted = async (more: { readonly rows: number; readonly files: number }) => {
  const customer = await world.fullCustomer(more);
  const erasureId = await world.granted(officer, customer);
  const erasing = await world.run(erasureId);
  expect((await erasureOf(cloud, officer, customer.id)).step).toBe('DONE');
  world.passDays(8);
  const certifying = await world.run(erasureId);
  expect((await erasureOf(cloud, officer, customer.id)).certificate).not.toBeNull();
  return { erasing: erasing.calls, certifying: certifying.calls };
};

test.each([
  { records: 30, rows: 15, files: 3 },
  { records: 1000, rows: 985, files: 100 },
])(
  'P1.4: the erasure of $records records takes at most 12 calls of AWS and one per 100 records, its certificate 9',
  async ({ records, ...more }) => {
    const { erasing, certifying } = await counted(more);
    expect(erasing.length, erasing.join(' ')).toBeLessThanOrEqual(12 + Math.floor(records / 100));
    // Days later, when nothing can come back any more: what is looked for once more is gone.
    expect(certifying.length, certifying.join(' ')).toBeLessThanOrEqual(9);
  },
  120_000,
);
