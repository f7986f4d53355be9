import { randomBytes, randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealing } from '../../../lambda/crypto/sealing.ts';
import { limits } from '../../../lambda/declared/limits.ts';
import type { AuditEntry } from '../../../lambda/domain/audit/row.ts';
import { enqueueMail } from '../../../lambda/domain/mail/enqueue-mail.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import { beginRequest } from '../../../lambda/domain/request/begin-request.ts';
import { correspondentIdOf, detailsAt } from '../../../lambda/domain/request/correspondent.ts';
import { openCorrespondent } from '../../../lambda/domain/request/sealed-words.ts';
import {
  shredCorrespondent,
  shredCorrespondents,
} from '../../../lambda/domain/request/shred-correspondent.ts';
import { systemRandom } from '../../../lambda/runtime/random.ts';
import { createCorrespondentStore } from '../../../lambda/store/correspondents.ts';
import { createKeyStore } from '../../../lambda/store/keys.ts';
import { createOutboxStore } from '../../../lambda/store/outbox.ts';
import { createRequestStore } from '../../../lambda/store/requests.ts';
import { createThreadStore } from '../../../lambda/store/threads.ts';
import { startKms } from '../../../local/kms/start.ts';
import { startTables, type Tables } from '../../store/start-tables.ts';

const day = 86_400_000;
let at = Date.parse('2026-11-22T03:00:00Z');
const now = () => new Date(at);
const kmsKeys = {
  contact: randomUUID(),
  identity: randomUUID(),
  payment: randomUUID(),
  content: randomUUID(),
};
let tables: Tables;
let kms: Awaited<ReturnType<typeof startKms>>;
let made: ReturnType<typeof worldOf>;
beforeAll(async () => {
  kms = await startKms({
    keys: Object.fromEntries(Object.values(kmsKeys).map((id) => [id, 'SYMMETRIC_DEFAULT' as const])),
  });
  tables = await startTables();
  made = worldOf();
  tables.dynamo.middlewareStack.add((next) => (args) => struck(() => next(args)), { step: 'initialize' });
}, 60_000);
afterAll(async () => {
  await tables.stop();
  await kms.stop();
});

class Struck extends Error {}
/** Which call from now on is the last of this process, and whether it still has its effect. */
let blow: { calls: number; when: 'before' | 'after' } | undefined;
let calls = 0;
async function struck<T>(effect: () => Promise<T>): Promise<T> {
  calls += 1;
  if (blow && calls > blow.calls) throw new Struck();
  const isLast = calls === blow?.calls;
  if (isLast && blow?.when === 'before') throw new Struck();
  const result = await effect();
  if (isLast) throw new Struck();
  return result;
}

function worldOf() {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new KMSClient({ region: 'ap-southeast-1', credentials, endpoint: kms.url });
  const keyStore = createKeyStore({ dynamo: tables.dynamo, table: tables.keysTable });
  const records = { dynamo: tables.dynamo, table: tables.table, now };
  const objects = new Set<string>();
  const audit: AuditEntry[] = [];
  const deps = {
    now,
    random: systemRandom,
    log: { info() {}, warn() {}, error() {} },
    sealing: createSealing({ kms: client, keyStore, kmsKeys, now, random: systemRandom }),
    correspondents: createCorrespondentStore({ ...records, keysTable: tables.keysTable }),
    requests: createRequestStore(records),
    outbox: createOutboxStore(records),
    threads: createThreadStore(records),
    inboundBucket: {
      deleteSealedOf: (id: string) =>
        struck(async () => {
          for (const name of objects) if (name.startsWith(`sealed/${id}/`)) objects.delete(name);
        }),
    } as never,
    async commit(writes: readonly Write[], entries: readonly AuditEntry[]) {
      await tables.commit(...writes);
      audit.push(...entries);
    },
  };
  return { deps, objects, audit };
}

/** Somebody who wrote, was answered, and is known by an address under two versions of the index key. */
async function wrote(canary: string, mails = 1) {
  const { deps, objects } = made;
  const id = correspondentIdOf(systemRandom.id());
  const keyring = deps.sealing.newKeyring(id);
  const sealing = await deps.sealing.ready(['contact', 'content'], [keyring]);
  const correspondent = {
    id,
    language: 'vi',
    createdAt: now().toISOString(),
    keptUntil: new Date(at + 90 * day).toISOString(),
    sealedDetails: sealing.seal(keyring, detailsAt(id), { email: `${canary}@mail.example` }),
  } as const;
  const { request, writes } = beginRequest(deps, sealing, keyring, {
    kind: 'SUPPORT',
    channel: 'MAIL',
    language: 'vi',
    author: `correspondent:${id}`,
    words: canary,
  });
  const { reference } = request;
  const keys = deps.sealing.saveKeyring(keyring);
  const emailIndexes = [0, 1].map(() => randomBytes(12).toString('hex'));
  const messageId = randomBytes(12).toString('hex');
  await tables.commit(
    deps.correspondents.insert(correspondent),
    ...deps.correspondents.insertAddress(emailIndexes, correspondent),
    ...writes,
    ...deps.threads.put([messageId], { subjectId: id, reference }),
    ...(keys ? [keys] : []),
  );
  for (let n = 0; n < mails; n++) {
    const { write } = enqueueMail(deps, sealing, keyring, {
      language: 'vi',
      filled: { template: 'REQUEST_ANSWER', variables: { reference, answer: canary } },
      requestedBy: 'staff:s',
      requestId: randomUUID(),
    });
    await tables.commit(write);
  }
  objects.add(`sealed/${id}/a`).add(`sealed/${id}/b`);
  return { id, emailIndexes, messageId, correspondent };
}

async function everything(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const TableName of [tables.table, tables.keysTable]) {
    const { Items = [] } = await tables.dynamo.send(new ScanCommand({ TableName, ConsistentRead: true }));
    for (const item of Items) found.set(`${TableName} ${item.pk?.S} ${item.sk?.S}`, JSON.stringify(item));
  }
  for (const name of made.objects) found.set(`object ${name}`, '');
  return found;
}

const until = () => new Date(at + 60_000);
const sweep = () => shredCorrespondents(made.deps, { until: until(), perShard: 25 });

describe('a correspondent whose time is over', () => {
  it('is forgotten whole, and the neighbours stay as they are', async () => {
    const [one, canary] = [await wrote('first', 60), `c${randomUUID()}`];
    at += day;
    const neighbour = await wrote(canary);
    at += 89 * day;
    const before = await everything();
    const sealing = await made.deps.sealing.ready(['contact', 'content']);
    const keyring = await made.deps.sealing.loadKeyring(one.id);
    if (!keyring) throw new Error('there are keys');
    expect(openCorrespondent(sealing, keyring, one.correspondent).email).toBe('first@mail.example');

    expect(await made.deps.correspondents.load(one.id)).toBeUndefined();
    expect(await sweep()).toEqual({ moved: 1, failed: 0 });
    const after = await everything();
    expect([...after].filter(([key, row]) => before.get(key) !== row)).toEqual([]);
    const gone = [...before.keys()].filter((key) => !after.has(key));
    expect(gone.every((key) => key.includes(one.id) || /COE#|MSG#/.test(key))).toBe(true);
    expect([...after.keys()].filter((key) => key.includes(one.id))).toEqual([]);
    expect(await tables.ownedBy(one.id)).toEqual([]);
    expect(await made.deps.sealing.loadKeyring(one.id)).toBeUndefined();
    expect(await made.deps.correspondents.byAddress(one.emailIndexes)).toBeUndefined();
    expect(await made.deps.threads.find([one.messageId])).toBeUndefined();
    expect(made.audit.map(({ action, customerId, actor }) => [action, customerId, actor.id])).toEqual([
      ['SHRED_CORRESPONDENT', one.id, 'system:inboundMail'],
    ]);
    // The neighbour is known by the address no more, and is kept.
    expect(await made.deps.threads.find([neighbour.messageId])).toMatchObject({ subjectId: neighbour.id });
    const kept = await made.deps.correspondents.load(neighbour.id);
    const theirs = await made.deps.sealing.loadKeyring(neighbour.id);
    if (!kept || !theirs) throw new Error('the neighbour is kept');
    expect(openCorrespondent(sealing, theirs, kept).email).toBe(`${canary}@mail.example`);
    expect(await sweep()).toEqual({ moved: 0, failed: 0 });
  });

  it('killed between any two steps, is forgotten by the next sweep all the same', async () => {
    let isStruck = true;
    let step = 0;
    while (isStruck) {
      step += 1;
      for (const when of ['before', 'after'] as const) {
        const neighbour = await wrote('neighbour');
        const beside = await everything();
        const one = await wrote('one');
        const other = made.deps.correspondents.end(one.id, now());
        await tables.commit(other);
        [calls, blow] = [0, { calls: step, when }];
        isStruck = await shredCorrespondent(made.deps, one.id).then(
          () => false,
          () => true,
        );
        blow = undefined;
        // Whatever is left cannot be opened from the second step on.
        if (step > 2) expect(await made.deps.sealing.loadKeyring(one.id)).toBeUndefined();
        await sweep();
        expect(await everything(), `${when} ${step}`).toEqual(beside);
        const told = made.audit.filter(({ customerId }) => customerId === one.id).length;
        expect(told).toBeLessThanOrEqual(1);
        await tables.commit(made.deps.correspondents.end(neighbour.id, now()));
        await sweep();
      }
    }
    expect(step).toBeGreaterThan(10);
  }, 120_000);

  it('is not forgotten before, whoever asks', async () => {
    const one = await wrote('kept');
    const before = await everything();
    expect(await shredCorrespondent(made.deps, one.id)).toBe('WAITING');
    expect(await everything()).toEqual(before);
  });

  it('kept anew a day before the end, outlives it whole, and goes on the new day', async () => {
    const one = await wrote('released');
    const { correspondents, requests } = made.deps;
    at += 89 * day;
    await tables.commit(correspondents.keep(one.id, new Date(at + 90 * day)));
    at += 89 * day;
    await sweep();
    const due = Array.from({ length: limits.indexShards }, (_, shard) =>
      correspondents.due(shard, now(), 100),
    );
    expect((await Promise.all(due)).flat()).not.toContain(one.id);
    expect(await correspondents.load(one.id)).toBeDefined();
    expect(await made.deps.sealing.loadKeyring(one.id)).toBeDefined();
    expect(await requests.ofSubject(one.id)).toHaveLength(1);
    at += day;
    const late = correspondents.keep(one.id, new Date(at + 90 * day));
    await expect(tables.commit(late)).rejects.toMatchObject({ code: 'STALE_REVISION' });
    expect(await sweep()).toEqual({ moved: 1, failed: 0 });
    expect(await tables.ownedBy(one.id)).toEqual([]);
  });

  it('gets nothing more once ended', async () => {
    const one = await wrote('ended');
    const { correspondents } = made.deps;
    await tables.commit(correspondents.exists(one.id));
    await tables.commit(correspondents.end(one.id, now()));
    expect(await correspondents.load(one.id)).toBeUndefined();
    expect(await correspondents.byAddress(one.emailIndexes)).toBeUndefined();
    for (const write of [correspondents.exists(one.id), correspondents.end(one.id, now())])
      await expect(tables.commit(write)).rejects.toMatchObject({ code: 'STALE_REVISION' });
    await sweep();
  });
});

describe('an address', () => {
  it('is one correspondent’s for the first half of the time, then free for another', async () => {
    const { correspondents } = made.deps;
    const [one, other] = [await wrote('known'), await wrote('other')];
    expect(await correspondents.byAddress([...one.emailIndexes].reverse())).toBe(one.id);
    const taken = correspondents.insertAddress(one.emailIndexes, other.correspondent);
    await expect(tables.commit(...taken)).rejects.toMatchObject({ code: 'STALE_REVISION' });
    await tables.commit(...correspondents.insertAddress(one.emailIndexes, one.correspondent));
    at += 45 * day;
    expect(await correspondents.byAddress(one.emailIndexes)).toBeUndefined();
    expect(await correspondents.load(one.id)).toBeDefined();
    const later = await wrote('later');
    await tables.commit(...correspondents.insertAddress(one.emailIndexes, later.correspondent));
    expect(await correspondents.byAddress(one.emailIndexes)).toBe(later.id);
  });
});

it('a correspondent’s mails lie with them, are due, and go with them', async () => {
  const one = await wrote('mails', 2);
  const { outbox } = made.deps;
  const { mails } = await outbox.ofCustomer(one.id, 10, undefined);
  expect(mails).toHaveLength(2);
  const due = (
    await Promise.all(Array.from({ length: 16 }, (_, n) => outbox.due('duty', n, now(), 100)))
  ).flatMap((found) => found.mails);
  for (const { id, customerId } of mails) {
    expect(customerId).toBe(one.id);
    expect(due).toContainEqual({ customerId, mailId: id, dueAt: expect.any(String) });
    expect(await outbox.load(one.id, id)).toMatchObject({ id, template: 'REQUEST_ANSWER' });
  }
  const rows = (await tables.items()).filter(
    (row) => row.pk?.S === `COR#${one.id}` && row.kind?.S === 'MAIL',
  );
  expect(rows.map((row) => Number(row.expiresAt?.N) * 1000)).toEqual([at + 90 * day, at + 90 * day]);
});
