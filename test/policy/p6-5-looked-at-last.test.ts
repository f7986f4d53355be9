import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { idle } from '../bench/idle.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import * as d from '../harness/disclosures.ts';
import { setRow } from '../harness/erasures.ts';
import { finishJob } from '../harness/jobs.ts';
import { type Mortal, startMortal } from '../harness/killed.ts';
import { openJwe } from '../harness/open-jwe.ts';
import * as r from '../harness/recipients.ts';
import { localIdOf, registerCustomer } from '../harness/register.ts';

vi.setConfig({ testTimeout: 120_000 });

let cloud: TestCloud;
let mortal: Mortal;
beforeAll(async () => {
  // Nobody seals but the test.
  cloud = await startTestCloud({ bundlePaths: { ...inject('bundlePaths'), packages: idle } });
  mortal = await startMortal(cloud, ['packages']);
});
afterAll(async () => {
  await mortal?.stop();
  await cloud?.stop();
});

test('P6.5, L91 14: whoever goes while an order is being sealed, as after a restore, is not in what is sealed', async () => {
  const legal = await r.legalTeam(cloud);
  const authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  const [going, other] = [await registerCustomer(cloud), await registerCustomer(cloud)];
  const input = d.disclosureInput(authority.id, [going.id, other.id]);
  const { id } = await d.approvedDisclosure(cloud, legal, input);
  let puts = 0;
  mortal.s3.setFault(async ({ operation, path }) => {
    if (operation !== 'PUT' || !path.includes(id) || puts++ > 0) return undefined;
    const key = { pk: `CUS#${localIdOf(going.id)}`, sk: 'PROFILE' };
    await setRow(cloud, key, { customerState: 'ERASING' });
    return undefined;
  });
  await finishJob(cloud, mortal, `${id}-seal`);
  expect(puts).toBe(2);
  expect(await d.resultsOf(cloud, legal.one, id)).toMatchObject([
    { customerId: going.id, result: 'NOT_GIVEN', cause: 'ERASURE_UNDER_WAY' },
    { customerId: other.id, result: 'PENDING' },
  ]);
  expect(await d.packagesOf(cloud, id)).toHaveLength(1);
  const { text } = await d.collect(await d.linkTo(cloud, legal.one, id), authority.privateKey);
  const inside = openJwe(text, authority.privateKey).toString();
  expect(inside).toContain(other.name);
  expect(inside).not.toContain(going.name);
});
