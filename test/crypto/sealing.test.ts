import { randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uncover } from '../../lambda/domain/pii.ts';
import type { SubjectKeys } from '../../lambda/domain/stored-keys.ts';
import { startKeyCloud } from './key-cloud.ts';
import { bitFlips } from './sealed-subjects.ts';

const classes = ['contact', 'identity', 'payment'] as const;
let cloud: Awaited<ReturnType<typeof startKeyCloud>>;
beforeAll(async () => {
  cloud = await startKeyCloud();
});
afterAll(() => cloud.stop());

const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'ACCEPTED',
    (error: Error) => error.message,
  );

/** A table where one customer is stored, with a blob of each class. */
async function withCustomer() {
  const table = await cloud.newTable();
  const subjectId = randomUUID();
  const writer = cloud.newProcess(table);
  const keyring = writer.newKeyring(subjectId);
  const ready = await writer.ready(classes, [keyring]);
  const value = { name: randomUUID() };
  const blobs = classes.map((name) => ready.sealClassBlob(keyring, name, value).sealed);
  expect(await cloud.commit(writer.saveKeyring(keyring))).toBe(true);
  const open = async (sealing: ReturnType<typeof cloud.newProcess>) => {
    const loaded = await sealing.loadKeyring(subjectId);
    if (!loaded) throw new Error('The customer has no keys.');
    const reader = await sealing.ready(classes, [loaded]);
    return classes.map((name, n) => uncover(reader.openClassBlob(loaded, name, blobs[n] ?? Buffer.alloc(0))));
  };
  return { table, subjectId, value, blobs, open };
}

describe('calls of KMS', () => {
  test('800 cold requests at once make one per class; warm ones none', async () => {
    const { table, open, value } = await withCustomer();
    const process = cloud.newProcess(table);
    const all = () => Promise.all(Array.from({ length: 800 }, () => process.ready(classes)));
    expect(await cloud.callsDuring(all)).toEqual({ Decrypt: 3 });
    expect(await cloud.callsDuring(all)).toEqual({});
    expect(
      await cloud.callsDuring(async () => expect(await open(process)).toEqual([value, value, value])),
    ).toEqual({});
  });

  test('the first requests ever make each class’s key once', async () => {
    const process = cloud.newProcess(await cloud.newTable());
    const all = () => Promise.all(Array.from({ length: 200 }, () => process.ready(classes)));
    expect(await cloud.callsDuring(all)).toEqual({ GenerateDataKey: 3 });
  });

  test('a KEK is asked for again after 15 minutes, not before', async () => {
    const { table } = await withCustomer();
    const process = cloud.newProcess(table);
    await process.ready(['contact']);
    cloud.minutesLater(14.9);
    expect(await cloud.callsDuring(() => process.ready(['contact']))).toEqual({});
    cloud.minutesLater(0.2);
    expect(await cloud.callsDuring(() => process.ready(['contact']))).toEqual({ Decrypt: 1 });
  });

  test('processes that begin at the same moment agree on one key', async () => {
    const table = await cloud.newTable();
    const processes = Array.from({ length: 6 }, () => cloud.newProcess(table));
    const ready = await Promise.all(processes.map((each) => each.ready(['contact'])));
    const at = { dataClass: 'contact', kind: 'evidence', recordId: 'r', revision: 1 } as const;
    for (const [n, writer] of ready.entries()) {
      const keyring = processes[n]?.newKeyring(randomUUID()) as SubjectKeys;
      const sealed = writer.seal(keyring, at, n);
      for (const reader of ready) expect(uncover(reader.open(keyring, at, sealed))).toBe(n);
    }
  });

  test('each key is bound to its class and epoch', async () => {
    const { table } = await withCustomer();
    const store = cloud.storeOf(table);
    const blob = await store.loadKey('KEK#contact#000001');
    const decrypt = (context: Record<string, string>) =>
      codeOf(cloud.kms.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext: context })));
    const context = { app: 'cloudfly-privacy', class: 'contact', kekVersion: '1' };
    expect(await decrypt(context)).toBe('ACCEPTED');
    expect(await decrypt({ ...context, kekVersion: '2' })).not.toBe('ACCEPTED');
    expect(await decrypt({ ...context, class: 'payment' })).not.toBe('ACCEPTED');
  });
});

describe('when KMS fails', () => {
  test('it is said to be temporary, is not remembered, and leaves nothing half made', async () => {
    const table = await cloud.newTable();
    const process = cloud.newProcess(table);
    await cloud.disable(cloud.kmsKeys.identity);
    const asked = Promise.all(Array.from({ length: 20 }, () => codeOf(process.ready(classes))));
    expect(new Set(await asked)).toEqual(new Set(['TEMPORARILY_UNAVAILABLE']));
    expect(await cloud.storeOf(table).loadVersions('KEK#identity')).toBeUndefined();
    await cloud.enable(cloud.kmsKeys.identity);
    expect(await codeOf(process.ready(classes))).toBe('ACCEPTED');
  });

  test('a stored key that is not KMS’s own, or is another class’s, is a violation', async () => {
    const { table, open } = await withCustomer();
    const payment = await cloud.storeOf(table).loadKey('KEK#payment#000001');
    const put = (wrapped: Uint8Array) =>
      cloud.dynamo.send(
        new PutItemCommand({
          TableName: table,
          Item: { pk: { S: 'KEK#contact#000001' }, wrapped: { B: wrapped } },
        }),
      );
    await put(payment ?? Buffer.alloc(0));
    expect(await codeOf(open(cloud.newProcess(table)))).toBe('INTEGRITY_VIOLATION');
    await put(Buffer.from('not a key'));
    expect(await codeOf(open(cloud.newProcess(table)))).toBe('INTEGRITY_VIOLATION');
  });

  test('a table out of reach is temporary too', async () => {
    const process = cloud.newProcess('no-such-table');
    expect(await codeOf(process.ready(['contact']))).toBe('TEMPORARILY_UNAVAILABLE');
    expect(await codeOf(process.loadKeyring('x'))).toBe('TEMPORARILY_UNAVAILABLE');
  });
});

describe('a process that may not make keys', () => {
  test('asks KMS for nothing new, and reads what others sealed', async () => {
    const empty = cloud.newProcess(await cloud.newTable(), { createsKeys: false });
    const keyring = empty.newKeyring(randomUUID());
    let sealing = await empty.ready(['contact']);
    expect(await cloud.callsDuring(async () => (sealing = await empty.ready(['contact'])))).toEqual({});
    expect(() => sealing.sealClassBlob(keyring, 'contact', {})).toThrow('TEMPORARILY_UNAVAILABLE');
    const { table, open, value } = await withCustomer();
    expect(await open(cloud.newProcess(table, { createsKeys: false }))).toEqual([value, value, value]);
  });
});

describe('two who change one blob at once', () => {
  test('one is refused; the other’s blob opens and the one before does not', async () => {
    const { table, subjectId, blobs } = await withCustomer();
    const change = async () => {
      const process = cloud.newProcess(table);
      const keyring = (await process.loadKeyring(subjectId)) as SubjectKeys;
      const ready = await process.ready(['contact'], [keyring]);
      const value = randomUUID();
      return {
        value,
        ...ready.sealClassBlob(keyring, 'contact', value),
        write: process.saveKeyring(keyring),
      };
    };
    const [one, other] = [await change(), await change()];
    expect([one.revision, other.revision]).toEqual([2, 2]);
    expect([await cloud.commit(one.write), await cloud.commit(other.write)]).toEqual([true, false]);
    const process = cloud.newProcess(table);
    const keyring = (await process.loadKeyring(subjectId)) as SubjectKeys;
    const ready = await process.ready(['contact'], [keyring]);
    const open = (sealed?: Uint8Array) =>
      uncover(ready.openClassBlob(keyring, 'contact', sealed ?? Buffer.alloc(0)));
    expect(open(one.sealed)).toBe(one.value);
    // Sealed by the same DEK at the same revision, but never stored: only the transaction keeps it out.
    expect(open(other.sealed)).toBe(other.value);
    expect(() => open(blobs[0])).toThrow('INTEGRITY_VIOLATION');
  });
});

describe('a rotated KEK', () => {
  async function rotate(table: string) {
    const context = { app: 'cloudfly-privacy', class: 'contact', kekVersion: '2' };
    const made = await cloud.kms.send(
      new GenerateDataKeyCommand({
        KeyId: cloud.kmsKeys.contact,
        KeySpec: 'AES_256',
        EncryptionContext: context,
      }),
    );
    await cloud.storeOf(table).insertKey('KEK#contact#000002', made.CiphertextBlob ?? Buffer.alloc(0));
    await cloud.dynamo.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { pk: { S: 'KEK#contact' } },
        UpdateExpression: 'SET #c = :two, alsoRead = :one',
        ExpressionAttributeNames: { '#c': 'current' },
        ExpressionAttributeValues: { ':two': { N: '2' }, ':one': { L: [{ N: '1' }] } },
      }),
    );
  }

  test('wraps what is new; what the old one wrapped is read still', async () => {
    const { table, open, value } = await withCustomer();
    await rotate(table);
    const process = cloud.newProcess(table);
    expect(await open(process)).toEqual([value, value, value]);
    const keyring = process.newKeyring(randomUUID()) as SubjectKeys;
    (await process.ready(['contact'], [keyring])).sealClassBlob(keyring, 'contact', {});
    const wrapped = Buffer.from(keyring.added.get('contact')?.dek?.wrapped ?? []);
    expect(wrapped.readUInt32BE(2)).toBe(2);
  });

  test('without keyrings every epoch in use is brought', async () => {
    const { table, subjectId, blobs, value } = await withCustomer();
    await rotate(table);
    const process = cloud.newProcess(table);
    const ready = await process.ready(['contact']);
    const keyring = await process.loadKeyring(subjectId);
    expect(
      uncover(ready.openClassBlob(keyring as SubjectKeys, 'contact', blobs[0] ?? Buffer.alloc(0))),
    ).toEqual(value);
  });
});

describe('a keyring', () => {
  test('is undefined for a subject that has none, or is shredded', async () => {
    const { table, subjectId } = await withCustomer();
    const process = cloud.newProcess(table);
    expect(await process.loadKeyring(randomUUID())).toBeUndefined();
    const key = { TableName: table, Key: { pk: { S: subjectId } } };
    const { Item } = await cloud.dynamo.send(new GetItemCommand(key));
    const names = Object.keys(Item ?? {}).filter((name) => name !== 'pk');
    await cloud.dynamo.send(
      new UpdateItemCommand({ ...key, UpdateExpression: `REMOVE ${names.join(', ')}` }),
    );
    expect(await process.loadKeyring(subjectId)).toBeUndefined();
  });

  test('with any single bit of a wrapped DEK changed opens nothing, the epoch it names included', async () => {
    const { table, subjectId, blobs } = await withCustomer();
    const process = cloud.newProcess(table);
    const keyring = (await process.loadKeyring(subjectId)) as SubjectKeys;
    const contact = keyring.classes.contact;
    const codes = new Set<string>();
    for (const flipped of bitFlips(contact?.wrapped.get(1) ?? Buffer.alloc(0))) {
      const changed = {
        ...keyring,
        classes: { contact: { current: 1, revision: contact?.revision, wrapped: new Map([[1, flipped]]) } },
      };
      const open = async () =>
        (await process.ready(['contact'], [changed])).openClassBlob(
          changed,
          'contact',
          blobs[0] ?? Buffer.alloc(0),
        );
      codes.add(await codeOf(open()));
    }
    expect(codes).toEqual(new Set(['INTEGRITY_VIOLATION']));
  });
});
