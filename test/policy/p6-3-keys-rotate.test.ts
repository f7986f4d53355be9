import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { tables } from '../../lambda/declared/tables.ts';
import { startBeside } from '../harness/beside.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { eventually } from '../harness/mails.ts';
import { givePayment, localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { type Item, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const classes = ['contact', 'identity', 'payment'] as const;
const own = '{ me { name phone email { address } address { line } payment { taxCode } } }';

const rotations = async () =>
  (await recordsOf(cloud, 'JOB')).filter((job) => textOf(job, 'type') === 'ROTATE_KEYS');

/** Lets everything that waits for its time be done, by functions whose clock is ahead. */
async function work(hoursAhead: number, functions: readonly ('clock' | 'keeping')[] = ['keeping']) {
  const beside = await startBeside(cloud, { functions, hoursAhead });
  try {
    if (functions.includes('clock')) await beside.invoke('clock', {});
    // The stream brings a job to the function of its own; what waits for a later time is left by it.
    await eventually(
      async () => (await rotations()).every((job) => textOf(job, 'leaseUntil') !== '') || undefined,
    );
    for (const job of await rotations()) {
      const NewImage = { ...job, state: { S: 'QUEUED' } };
      const Records = [
        { eventID: textOf(job, 'id'), eventName: 'MODIFY', dynamodb: { SequenceNumber: '1', NewImage } },
      ];
      const { error } = await beside.invoke('keeping', { Records });
      expect(error).toBeUndefined();
    }
  } finally {
    await beside.stop();
  }
}

const epochsOf = (item: Item | undefined) =>
  Object.fromEntries(
    Object.entries(item ?? {})
      .filter(([name]) => name.startsWith('dek_'))
      .map(([name, { B = new Uint8Array() }]) => [name, Buffer.from(B).readUInt32BE(2)]),
  );

async function keysOf({ id }: Registered) {
  const { keys } = await scanTables(cloud);
  const names = keys.map((item) => textOf(item, 'pk'));
  return { names, epochs: epochsOf(keys.find((item) => textOf(item, 'pk') === localIdOf(id))) };
}

test('P6.3: keys of customers’ data are replaced every month, unnoticed, and the old ones destroyed', async () => {
  const customer = await registerCustomer(cloud);
  await givePayment(cloud, customer);
  const read = async (at: Pick<TestCloud, 'ask'>) => (await at.ask(own, { token: customer.token })).data;
  const given = await read(cloud);
  expect(given.me).toMatchObject({ name: customer.name, phone: customer.phone });
  expect((await keysOf(customer)).epochs).toEqual({ dek_contact_1: 1, dek_identity_1: 1, dek_payment_1: 1 });

  const due = limits.kekEpochDays * 24 + 1;
  await work(due, ['clock', 'keeping']);
  expect((await rotations()).map((job) => textOf(job, 'id')).sort()).toEqual(
    classes.map((name) => `ROTATE_KEYS-${name.toUpperCase()}-2`),
  );
  await work(due + 1);
  expect((await keysOf(customer)).epochs).toEqual({ dek_contact_1: 2, dek_identity_1: 2, dek_payment_1: 2 });
  expect((await keysOf(customer)).names).toEqual(
    expect.arrayContaining(classes.map((name) => `KEK#${name}#000001`)),
  );
  await work(due + tables.keys.restoreDays * 24 + 2);
  await work(due + tables.keys.restoreDays * 24 + 3);
  expect((await rotations()).map((job) => textOf(job, 'state'))).toEqual(classes.map(() => 'DONE'));
  const { names } = await keysOf(customer);
  expect(names.filter((name) => /^KEK#.*#/.test(name)).sort()).toEqual(
    classes.map((name) => `KEK#${name}#000002`),
  );
  const { audit } = await scanTables(cloud);
  const destroyed = audit.filter((row) => textOf(row, 'action') === 'DESTROY_KEY');
  expect(destroyed.map((row) => textOf(row, 'code')).sort()).toEqual(
    classes.map((name) => `KEK#${name}#000001`),
  );

  const oldUses = () => Object.entries(cloud.kms.uses()).filter(([use]) => use.includes('"kekVersion":"1"'));
  const before = oldUses();
  const cold = await startBeside(cloud);
  try {
    expect(await read(cold)).toEqual(given);
    expect(await read(cloud)).toEqual(given);
  } finally {
    await cold.stop();
  }
  expect(oldUses()).toEqual(before);
  expect(cloud.logs.filter((line) => /job_failed|integrity_violation|key_not_moved/.test(line))).toEqual([]);
});
