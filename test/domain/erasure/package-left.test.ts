import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { startTestCloud, type TestCloud } from '../../harness/cloud.ts';
import {
  approvedDisclosure,
  disclosureInput,
  packagesOf,
  readDisclosure,
} from '../../harness/disclosures.ts';
import { finishJob } from '../../harness/jobs.ts';
import { type Mortal, startMortal } from '../../harness/killed.ts';
import { done, grantPermission, type Legal, legalTeam, verifiedRecipient } from '../../harness/recipients.ts';
import { recordsOf, textOf } from '../../harness/tables.ts';
import { ErasingWorld } from './erasing-world.ts';

const idle = fileURLToPath(new URL('../../bench/idle-function.ts', import.meta.url));

let cloud: TestCloud;
let mortal: Mortal;
let world: ErasingWorld;
let legal: Legal;
beforeAll(async () => {
  cloud = await startTestCloud({ bundlePaths: { ...inject('bundlePaths'), keeping: idle, packages: idle } });
  mortal = await startMortal(cloud, ['packages']);
  world = new ErasingWorld(cloud);
  legal = await legalTeam(cloud);
}, 120_000);
afterAll(async () => {
  world?.stop();
  vi.unstubAllEnvs();
  await mortal?.stop();
  await cloud?.stop();
});

test('P1.4: an erasure destroys what was sealed of its customer, whatever became of the job that should', async () => {
  const officer = await cloud.employee('privacy_officer');
  const recipient = await verifiedRecipient(cloud, legal, {
    kind: 'OTHER',
    delivery: 'PASSPHRASE',
    key: undefined,
  });
  const customer = await world.fullCustomer();
  const purpose = 'DOMAIN_REGISTRATION';
  const fields = ['NAME', 'EMAIL'];
  done(
    await grantPermission(cloud, customer.token, {
      recipientId: recipient.id,
      purpose,
      fields,
      agreed: true,
    }),
  );
  const asked = { basis: 'PERMISSION', order: undefined, purpose, fields };
  const { id } = await approvedDisclosure(cloud, legal, disclosureInput(recipient.id, [customer.id], asked));
  await finishJob(cloud, mortal, `${id}-seal`);
  expect(await packagesOf(cloud, id)).toHaveLength(1);
  const erasureId = await world.granted(officer, customer);
  await world.run(erasureId);
  expect(await readDisclosure(cloud, legal.one, id)).toMatchObject({
    state: 'REVOKED',
    cause: 'ERASURE_UNDER_WAY',
  });
  expect(await packagesOf(cloud, id)).toEqual([]);
  const row = (await recordsOf(cloud, 'DISCLOSURE')).find((one) => textOf(one, 'id') === id);
  expect(row?.package?.M).toHaveProperty('destroyedAt');
  expect(row?.package?.M).not.toHaveProperty('sealedPassphrase');
}, 120_000);
