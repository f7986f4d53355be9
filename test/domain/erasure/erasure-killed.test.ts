import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { proofKinds } from '../../../lambda/domain/erasure/what-goes.ts';
import type { TestCloud } from '../../harness/cloud.ts';
import { erasureOf } from '../../harness/erasures.ts';
import { type Secrets, searchForLeaks, secretsOf } from '../../harness/leak-search.ts';
import { localIdOf } from '../../harness/register.ts';
import { changes, scanTables, type Tables, textOf } from '../../harness/tables.ts';
import { ErasingWorld, type Full, startErasingCloud, storedOf } from './erasing-world.ts';

let cloud: TestCloud;
let world: ErasingWorld;
let officer: string;
let neighbour: Full;
let before: Tables;
const secrets: Secrets[] = [];
beforeAll(async () => {
  cloud = await startErasingCloud();
  world = new ErasingWorld(cloud);
  officer = await cloud.employee('privacy_officer');
  neighbour = await world.fullCustomer({ rows: 3, files: 2 });
});
afterAll(async () => {
  world.stop();
  vi.unstubAllEnvs();
  await cloud.stop();
});

/** A customer with more rows than one transaction takes, and several files, whose erasure was granted; this time's neighbour stays. */
async function begun() {
  const customer = await world.fullCustomer({ rows: 100, files: 3 });
  const own = secretsOf(customer);
  secrets.push({ ...own, values: { ...own.values, words: customer.words } });
  const erasureId = await world.granted(officer, customer);
  before ??= await storedOf(cloud, neighbour.id);
  return { customer, erasureId };
}

/** Whoever was killed is taken up again when the lease is over, until there is no more to do. */
async function finish(erasureId: string, customer: Full): Promise<void> {
  for (let runs = 0; runs < 6; runs++) {
    world.pass();
    await world.run(erasureId);
    const { step, certificate } = await erasureOf(cloud, officer, customer.id);
    if (certificate !== null) return;
    if (step === 'DONE') world.passDays(8);
  }
}

async function expectErasedOnce(erasureId: string, customer: Full): Promise<void> {
  const id = localIdOf(customer.id);
  expect(await erasureOf(cloud, officer, customer.id)).toMatchObject({
    id: erasureId,
    step: 'DONE',
    certificate: expect.stringContaining('.'),
  });
  const tables = await scanTables(cloud);
  const left = tables.records.filter((item) => textOf(item, 'pk') === `CUS#${id}`);
  expect(left.map((item) => textOf(item, 'kind')).filter((kind) => !proofKinds.includes(kind))).toEqual([]);
  expect(left.flatMap((item) => Object.values(item).filter(({ B }) => B))).toEqual([]);
  expect(tables.records.filter((item) => textOf(item, 'ownerId') === id)).toEqual([]);
  expect(tables.keys.filter((item) => textOf(item, 'pk') === id)).toEqual([]);
  expect(await world.filesOf(id)).toEqual([]);
  expect((await world.ledger()).filter((key) => key.includes(erasureId))).toHaveLength(1);
  expect(tables.records.filter((item) => textOf(item, 'pk') === `ERASURE#${id}`)).toHaveLength(1);
  const acts = tables.audit.filter((row) => textOf(row, 'reference') === erasureId);
  expect(acts.map((row) => `${textOf(row, 'action')} ${row.fields?.L?.map(({ S }) => S)}`).sort()).toEqual([
    'BEGIN_ERASURE contact,identity,payment,content',
    'CERTIFY_ERASURE contact,identity,payment,content',
    'ERASED contact,identity,payment,content',
    'ERASURE_STEP OBJECTS',
  ]);
  expect(changes(before, await storedOf(cloud, neighbour.id))).toEqual([]);
  expect(await world.filesOf(localIdOf(neighbour.id))).toHaveLength(2);
}

/**
 * Kills a run after each of its calls took effect, which is before the next one does: of a run that is dead no more is left than what it did.
 * @param ready what comes before that run
 */
async function killEverywhere(ready: (erasureId: string) => Promise<void>): Promise<readonly string[]> {
  for (let call = 1; ; call++) {
    const { customer, erasureId } = await begun();
    await ready(erasureId);
    const { wasKilled, calls } = await world.run(erasureId, { call, when: 'after' });
    await finish(erasureId, customer);
    await expectErasedOnce(erasureId, customer);
    if (!wasKilled) return calls;
  }
}

test('P1.4, D356 5(4): killed at every call of AWS an erasure is complete once when it is taken up again', async () => {
  const calls = await killEverywhere(async () => {});
  expect(calls).toEqual(
    expect.arrayContaining(['PutObject', 'Query', 'TransactWriteItems', 'DeleteObjects']),
  );
}, 300_000);

test('D356 5(4): killed anywhere while it is certified, it is certified once', async () => {
  const calls = await killEverywhere(async (erasureId) => {
    await world.run(erasureId);
    world.passDays(8);
  });
  expect(calls).toEqual(expect.arrayContaining(['Query', 'Sign', 'TransactWriteItems']));
}, 300_000);

test('P1.4, L91 14: of all whose erasure was killed nothing is found in any byte; the neighbour reads as ever', async () => {
  expect(secrets.length).toBeGreaterThan(15);
  expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
  const { data } = await cloud.ask('{ me { name email { address } } }', { token: neighbour.token });
  expect(data.me).toEqual({ name: neighbour.name, email: { address: neighbour.email } });
}, 60_000);
