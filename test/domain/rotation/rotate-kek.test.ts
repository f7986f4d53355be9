import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tables } from '../../../lambda/declared/tables.ts';
import { knownByAll } from '../../../lambda/domain/rotation/rotating-key.ts';
import type { KeyTable } from '../../../lambda/domain/rotation/rotation-ports.ts';
import { rotationSteps } from '../../../lambda/domain/rotation/rotation-report.ts';
import { toItem } from '../../../lambda/store/item.ts';
import { startKeyCloud } from '../../crypto/key-cloud.ts';
import { rotatingWorld } from './rotating-world.ts';

let cloud: Awaited<ReturnType<typeof startKeyCloud>>;
beforeAll(async () => {
  cloud = await startKeyCloud();
});
afterAll(() => cloud.stop());

test('a rotation replaces an epoch while values are written and read, and destroys it when nothing uses it', async () => {
  const world = await rotatingWorld(cloud);
  const processes = Array.from({ length: 3 }, () => cloud.newProcess(world.table));
  for (const process of processes) await world.store(process, ['contact', 'payment']);
  const seen = new Set<string>();
  for (let n = 0; world.report().step !== 'DONE'; n++) {
    seen.add(world.report().step);
    for (const process of processes) {
      for (const one of world.stored)
        for (const by of ['NAMED', 'KNOWN'] as const)
          expect(await world.open(process, one, by)).toBe(one.value);
      await world.store(process);
      const one = world.stored[n % world.stored.length];
      if (one) await world.change(process, one);
      cloud.minutesLater(1);
    }
    const { resumeAt } = await world.step();
    if (resumeAt !== undefined) world.rest();
  }
  expect([...seen, 'DONE']).toEqual(rotationSteps);
  expect(await world.epochs()).toEqual({ 2: world.stored.length });
  expect(await world.epochs('payment')).toEqual({ 1: 3 });
  expect(await world.keyTable.hasKey('KEK#contact#000001')).toBe(false);
  expect(await world.keyTable.hasKey('KEK#payment#000001')).toBe(true);
  expect(await world.keyTable.loadVersions('KEK#contact')).toMatchObject({ current: 2, alsoRead: [] });
  expect(world.audits.map(({ action, code }) => `${action} ${code}`)).toEqual([
    'ROTATE_KEYS ANNOUNCE',
    'ROTATE_KEYS SWITCH',
    'ROTATE_KEYS FORGET',
    'DESTROY_KEY KEK#contact#000001',
  ]);

  const before = world.usesOf(1);
  cloud.minutesLater(16);
  for (const process of [...processes, cloud.newProcess(world.table)])
    for (const one of world.stored)
      for (const by of ['NAMED', 'KNOWN'] as const)
        expect(await world.open(process, one, by)).toBe(one.value);
  expect(world.usesOf(1)).toBe(before);
  expect(world.usesOf(2)).toBeGreaterThan(0);
});

test('a warm process makes one call of KMS for the new epoch, and no other', async () => {
  const world = await rotatingWorld(cloud);
  const process = cloud.newProcess(world.table);
  for (let n = 0; n < 3; n++) await world.store(process);
  await world.goTo('FORGET');
  const warm = cloud.newProcess(world.table);
  const all = async () => {
    for (const one of world.stored) await world.open(warm, one);
  };
  expect(await cloud.callsDuring(all)).toEqual({ Decrypt: 1 });
  expect(await cloud.callsDuring(all)).toEqual({});
});

/** What can happen while a key rotates. */
const happening = fc.oneof(
  fc.constant({ act: 'STEP' } as const),
  fc.constant({ act: 'KILL' } as const),
  fc.constant({ act: 'REST' } as const),
  fc.record({ act: fc.constant('LATER' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    act: fc.constantFrom('STORE' as const, 'CHANGE' as const, 'OPEN' as const),
    process: fc.nat(2),
    which: fc.nat(),
  }),
);

test('whatever happens between and during its steps, every value that was written opens afterwards, to everyone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 60 }), async (happenings) => {
      const world = await rotatingWorld(cloud);
      const processes = Array.from({ length: 3 }, () => cloud.newProcess(world.table));
      const processOf = (n: number) => processes[n] ?? cloud.newProcess(world.table);
      await world.store(processOf(0));
      const openAll = async () => {
        for (const process of processes)
          for (const one of world.stored)
            for (const by of ['KNOWN', 'NAMED'] as const)
              expect(await world.open(process, one, by)).toBe(one.value);
      };
      for (const next of happenings) {
        if (next.act === 'STEP') await world.step();
        else if (next.act === 'KILL') await world.step('KILLED');
        else if (next.act === 'REST') world.rest();
        else if (next.act === 'LATER') cloud.minutesLater(next.minutes);
        else {
          const one = world.stored[next.which % world.stored.length];
          if (next.act === 'STORE' || !one) await world.store(processOf(next.process));
          else if (next.act === 'CHANGE') await world.change(processOf(next.process), one);
          else expect(await world.open(processOf(next.process), one, 'KNOWN')).toBe(one.value);
        }
      }
      await openAll();
      await world.goTo('DONE');
      await openAll();
      expect(await world.epochs()).toEqual({ 2: world.stored.length });
      expect(await world.keyTable.hasKey('KEK#contact#000001')).toBe(false);
    }),
    { numRuns: 25 },
  );
});

test.each(rotationSteps.filter((step) => step !== 'DONE'))(
  'a run that is killed in %s is repeated, and nothing is done twice',
  async (step) => {
    const world = await rotatingWorld(cloud);
    for (let n = 0; n < 3; n++) await world.store(cloud.newProcess(world.table));
    await world.goTo(step);
    world.rest();
    await world.step('KILLED');
    await world.step('KILLED');
    await world.goTo('DONE');
    expect(world.audits.map(({ action, code }) => `${action} ${code}`)).toHaveLength(4);
    expect(await world.epochs()).toEqual({ 2: 3 });
    for (const one of world.stored)
      expect(await world.open(cloud.newProcess(world.table), one)).toBe(one.value);
  },
);

test('keys brought back from a backup within its time still open, and the epoch stays until they are moved as well', async () => {
  const world = await rotatingWorld(cloud);
  await world.store(cloud.newProcess(world.table));
  const [one] = world.stored;
  const backup = (await world.items()).find(({ pk }) => pk?.S === one?.subjectId);
  if (!one || !backup) throw new Error('a subject');
  await world.goTo('CONFIRM');
  await cloud.dynamo.send(new PutItemCommand({ TableName: world.table, Item: backup }));
  expect(await world.epochs()).toEqual({ 1: 1 });
  expect(await world.open(cloud.newProcess(world.table), one)).toBe(one.value);
  world.rest();
  await world.step();
  expect(world.report().step).toBe('FORGET');
  const again = Date.parse(world.report().notBefore ?? '') - cloud.now().getTime();
  expect(again).toBeGreaterThanOrEqual(tables.keys.restoreDays * 86_400_000);
  expect(await world.keyTable.hasKey('KEK#contact#000001')).toBe(true);
  await world.goTo('DONE');
  expect(await world.epochs()).toEqual({ 2: 1 });
  expect(await world.open(cloud.newProcess(world.table), one)).toBe(one.value);
});

test('a whole table restored to before the switch begins anew', async () => {
  const world = await rotatingWorld(cloud);
  await world.store(cloud.newProcess(world.table));
  const before = await world.items();
  await world.goTo('FORGET');
  for (const Item of before) await cloud.dynamo.send(new PutItemCommand({ TableName: world.table, Item }));
  world.rest();
  await world.step();
  expect(world.report().step).toBe('ANNOUNCE');
  await world.goTo('DONE');
  expect(await world.epochs()).toEqual({ 2: 1 });
});

test('the old epoch stays for as long as anybody is told to look for it', async () => {
  const world = await rotatingWorld(cloud);
  await world.store(cloud.newProcess(world.table));
  await world.goTo('DESTROY');
  const versions = await world.keyTable.loadVersions('KEK#contact');
  const row = { pk: 'KEK#contact', ...versions, alsoRead: [1] };
  await cloud.dynamo.send(new PutItemCommand({ TableName: world.table, Item: toItem(row) }));
  await expect(world.step()).rejects.toThrow('WRONG_STATE');
  expect(await world.keyTable.hasKey('KEK#contact#000001')).toBe(true);
  expect(world.audits.map(({ action }) => action)).not.toContain('DESTROY_KEY');
  await cloud.dynamo.send(
    new PutItemCommand({ TableName: world.table, Item: toItem({ ...row, alsoRead: [] }) }),
  );
  await world.goTo('DONE');
  expect(await world.keyTable.hasKey('KEK#contact#000001')).toBe(false);
});

test('the old epoch is kept as long as the Keys table can be restored to when it was used', async () => {
  const world = await rotatingWorld(cloud);
  await world.store(cloud.newProcess(world.table));
  await world.goTo('MOVE');
  world.rest();
  const used = cloud.now().getTime();
  await world.goTo('DESTROY');
  expect(await world.keyTable.hasKey('KEK#contact#000001')).toBe(true);
  const kept = cloud.now().getTime() - used;
  expect(kept).toBeGreaterThanOrEqual(tables.keys.restoreDays * 86_400_000 + knownByAll);
});

test('a key that cannot be unwrapped is told of, and nothing is destroyed', async () => {
  const world = await rotatingWorld(cloud);
  for (let n = 0; n < 2; n++) await world.store(cloud.newProcess(world.table));
  const [one, other] = world.stored;
  if (!one || !other) throw new Error('two subjects');
  const keyring = await world.keyring(other.subjectId);
  await cloud.dynamo.send(
    new UpdateItemCommand({
      TableName: world.table,
      Key: { pk: { S: one.subjectId } },
      UpdateExpression: 'SET dek_contact_1 = :others',
      ExpressionAttributeValues: {
        ':others': { B: keyring.classes.contact?.wrapped.get(1) ?? Buffer.alloc(0) },
      },
    }),
  );
  await expect(world.goTo('DONE')).rejects.toThrow('INTEGRITY_VIOLATION');
  expect(world.report().step).toBe('MOVE');
  expect(world.log.lines.map(({ event }) => event)).toContain('key_not_moved');
  expect(await world.epochs()).toEqual({ 1: 1, 2: 1 });
  expect(await world.keyTable.hasKey('KEK#contact#000001')).toBe(true);
  await cloud.dynamo.send(
    new DeleteItemCommand({ TableName: world.table, Key: { pk: { S: one.subjectId } } }),
  );
  await world.goTo('DONE');
});

test('keys that change under the walk are read again; those that are shredded do not come back', async () => {
  const world = await rotatingWorld(cloud);
  for (let n = 0; n < 3; n++) await world.store(cloud.newProcess(world.table));
  await world.goTo('MOVE');
  const [one, other] = world.stored;
  if (!one || !other) throw new Error('two subjects');
  const { deks } = await world.keyTable.deks('contact', undefined);
  const dek = (subjectId: string) => {
    const found = deks.find((each) => each.subjectId === subjectId);
    if (!found) throw new Error('a key');
    return found;
  };
  const process = cloud.newProcess(world.table);
  const replace: KeyTable['replaceDek'] = world.keyTable.replaceDek;
  await cloud.dynamo.send(
    new DeleteItemCommand({ TableName: world.table, Key: { pk: { S: one.subjectId } } }),
  );
  expect(await replace(dek(one.subjectId), Buffer.from('x'))).toBe(false);
  expect(await world.keyStore.loadSubject(one.subjectId)).toBeUndefined();
  await world.change(process, other);
  expect(await replace(dek(other.subjectId), dek(other.subjectId).wrapped)).toBe(true);
  expect(await replace({ ...dek(other.subjectId), wrapped: Buffer.from('x') }, Buffer.from('y'))).toBe(false);
  await world.goTo('DONE');
  expect(await world.open(process, other)).toBe(other.value);
  expect(await world.epochs()).toEqual({ 2: 2 });
});
