import { compactVerify, createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ErasingWorld, startErasingCloud } from '../domain/erasure/erasing-world.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, type TestCloud } from '../harness/cloud.ts';
import { askedErasure, erasureOf, setRow } from '../harness/erasures.ts';
import { mailsSettled } from '../harness/mails.ts';
import { localIdOf } from '../harness/register.ts';
import { ownRights } from '../harness/rights.ts';
import { fencesOf } from './fences.ts';

let cloud: TestCloud;
let world: ErasingWorld;
beforeAll(async () => {
  cloud = await startErasingCloud();
  world = new ErasingWorld(cloud);
});
afterAll(async () => {
  world.stop();
  vi.unstubAllEnvs();
  await cloud.stop();
});

/** Runs an operation of the page as whom it is for, and expects that nothing is said against it. */
async function run(name: string, variables: Readonly<Record<string, string>>, reference?: string) {
  const fence = fencesOf('docs/erasure.md').find(
    ({ text }) => text.includes(` ${name}`) && text.includes('{'),
  );
  const [, role = ''] = /^role=(\w+)$/.exec(fence?.info ?? '') ?? [];
  const token = role === 'visitor' ? undefined : await cloud.employee(role);
  const headers = reference
    ? { 'x-processing-purpose': 'RIGHTS_REQUEST', 'x-reference': reference }
    : undefined;
  const answer = await cloud.ask(fence?.text ?? '', {
    ...(token !== undefined && { token }),
    ...(headers && { headers }),
    variables: { key: canary('key-'), ...variables },
  });
  expect(codesOf(answer), name).toEqual([]);
  if (fence?.text.startsWith('mutation')) expect(userErrors(answer), name).toEqual([]);
  return answer.data;
}

test('docs/erasure.md: its queries, in their order, take a customer from a legal hold to a certificate that verifies', async () => {
  const customer = await world.fullCustomer();
  const named = { customer: customer.id };
  const held = await run('Hold(', named);
  const { id } = held.placeLegalHold.legalHold;
  const right = await askedErasure(cloud, customer);
  const [{ reference }] = await ownRights(cloud, customer.token);
  const holds = await run('Holds(', named, reference);
  expect(holds.customer.legalHolds).toMatchObject([
    { id, isActive: true, why: expect.stringContaining('12/2026') },
  ]);
  const lifted = await run('Lift(', { ...named, id });
  expect(lifted.liftLegalHold.legalHold.isActive).toBe(false);
  await run('GrantErasure(', { ...named, id: right });
  await mailsSettled(cloud);
  const { erasuresOfCustomer } = await run('Progress(', named);
  expect(erasuresOfCustomer).toHaveLength(1);
  const [erasure] = erasuresOfCustomer;
  expect(erasure).toMatchObject({ step: 'LEDGER', held: [], cause: right });
  await world.run(erasure.id);
  world.passDays(8);
  await setRow(
    cloud,
    { pk: `JOB#ERASE_CUSTOMER-${erasure.id}`, sk: 'JOB' },
    { leaseUntil: new Date().toISOString() },
  );
  await world.run(erasure.id);
  const officer = await cloud.employee('privacy_officer');
  const { certificate } = await erasureOf(cloud, officer, customer.id);
  const { receiptKeys } = await run('CertificateKeys', {});
  const { payload, protectedHeader } = await compactVerify(
    certificate,
    createLocalJWKSet({ keys: receiptKeys }),
  );
  expect(protectedHeader.typ).toBe('erasure-certificate+jws');
  expect(JSON.parse(new TextDecoder().decode(payload)).subject).toBe(localIdOf(customer.id));
  const { erasures } = await run('Certified(', {});
  expect(erasures.nodes).toMatchObject([{ id: erasure.id, step: 'DONE', certificate }]);
}, 60_000);
