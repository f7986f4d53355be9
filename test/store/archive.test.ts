import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import { anchorHeads } from '../../lambda/domain/audit/anchor-heads.ts';
import { type StoredRow, sameRow, seqOf, textOf } from '../../lambda/domain/audit/stored-row.ts';
import { verifyAudit } from '../../lambda/domain/audit/verify-audit.ts';
import { archiveRecords } from '../../lambda/runtime/archive-records.ts';
import { type ArchiveBucket, createArchiveBucket } from '../../lambda/store/archive-bucket.ts';
import { createAuditArchive } from '../../lambda/store/archive-rows.ts';
import type { LoopbackServer } from '../../local/loopback-server.ts';
import { startS3 } from '../../local/s3/start.ts';
import { reconcileWhole } from '../domain/audit/reconcile-whole.ts';
import { type AuditStreamRecord, readAuditStream } from './audit-stream.ts';
import { type AuditWorld, auditKeys, byLane, entry, startAuditWorld, tableNames } from './audit-world.ts';

const day = '2026-11-03';

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

describe('the archive', { timeout: 60_000 }, () => {
  let world: AuditWorld;
  let server: LoopbackServer;
  let s3: S3Client;
  let bucket: ArchiveBucket;

  beforeAll(async () => {
    server = await startS3();
    s3 = new S3Client({
      endpoint: server.url,
      region: 'ap-southeast-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });
  afterAll(async () => {
    s3.destroy();
    await server.stop();
  });
  beforeEach(async () => {
    world = await startAuditWorld();
    const name = `audit-${randomUUID()}`;
    await s3.send(new CreateBucketCommand({ Bucket: name, ObjectLockEnabledForBucket: true }));
    bucket = createArchiveBucket({ s3, bucket: name });
    return () => world.stop();
  });

  const deliverTo = (on: Pick<ArchiveBucket, 'putOnce'>, Records: readonly AuditStreamRecord[]) =>
    archiveRecords({ bucket: on, log: world.log }, { Records });
  const deliver = (Records: readonly AuditStreamRecord[]) => deliverTo(bucket, Records);
  const alarms = () => world.log.lines.filter(({ event }) => event === alarmingLogLines.auditTampered.event);
  const stream = () => readAuditStream(world.url);
  const archive = () => createAuditArchive(bucket);
  const archivedLane = (lane: string) => collect(archive().rows(lane, [day, '2026-11-04']));
  const keys = () => collect(bucket.keys(''));
  const sources = () => ({ now: world.clock.now, table: world.table, archive: archive() });
  const sign = async (digest: Uint8Array) => digest;
  const verifySignature = async (digest: Uint8Array, signature: Uint8Array) =>
    Buffer.from(digest).equals(Buffer.from(signature));
  const verified = () =>
    verifyAudit({ ...sources(), ...auditKeys, verifySignature }, { fromDay: day, toDay: day });
  const lanes = async () => [...byLane(await world.rows())].filter(([lane]) => lane !== '');
  const itemKey = (row: StoredRow) => ({ lane: { S: textOf(row, 'lane') }, seq: { S: textOf(row, 'seq') } });
  const writeSome = async () => {
    const { commit } = world.process();
    await Promise.all(Array.from({ length: 40 }, () => commit([], [entry(), entry()])));
  };

  test('holds every row that the stream tells of, lane by lane and in order', async () => {
    await writeSome();
    expect(await deliver(await stream())).toEqual({ batchItemFailures: [] });
    for (const [lane, rows] of await lanes()) expect(await archivedLane(lane)).toEqual(rows);
    const registered = byLane(await world.rows()).get('') ?? [];
    const archived = await collect(archive().register(day));
    expect(archived).toHaveLength(registered.length);
    expect(archived.every((row) => registered.some((other) => sameRow(row, other)))).toBe(true);
    expect(await collect(archive().days())).toEqual([day]);
    expect(new Set(await collect(archive().lanesSeen(day)))).toEqual(
      new Set((await lanes()).map(([lane]) => lane)),
    );
    expect(alarms()).toEqual([]);
  });

  test('holds them once when batches come again, overlap, or come out of order', async () => {
    await writeSome();
    const records = await stream();
    await deliver(records.slice(0, 50));
    const before = await keys();
    await deliver(records.slice(0, 50));
    expect(await keys()).toEqual(before);
    await deliver([...records.slice(30)].reverse());
    await deliver(records.filter((_, index) => index % 3 === 0));
    for (const [lane, rows] of await lanes()) {
      const archived = await archivedLane(lane);
      expect(archived.map(seqOf)).toEqual([...archived.map(seqOf)].sort((one, other) => one - other));
      expect(new Set(archived.map(seqOf))).toEqual(new Set(rows.map(seqOf)));
    }
    world.clock.add(120);
    expect((await verified()).counts).toEqual({});
  });

  test('holds a row that came after its neighbours on both sides', async () => {
    const { commit } = world.process();
    for (let act = 0; act < 4; act++) await commit([], [entry()]);
    const records = await stream();
    await deliver(records.filter(({ dynamodb }) => !dynamodb?.Keys?.seq?.S?.endsWith('03')));
    await deliver(records);
    const [[lane = '', rows = []] = []] = await lanes();
    expect(new Set((await archivedLane(lane)).map(seqOf))).toEqual(new Set(rows.map(seqOf)));
  });

  test('asks for a batch again from the first record that it could not keep', async () => {
    await writeSome();
    const records = await stream();
    let puts = 0;
    const failing = {
      putOnce: async (...put: Parameters<ArchiveBucket['putOnce']>) => {
        if (++puts > 2) throw new Error('S3 is away');
        return bucket.putOnce(...put);
      },
    };
    const { batchItemFailures } = await deliverTo(failing, records);
    expect(batchItemFailures.length).toBeGreaterThan(0);
    const from = records.findIndex(
      ({ dynamodb }) => dynamodb?.SequenceNumber === batchItemFailures[0]?.itemIdentifier,
    );
    expect(from).toBeGreaterThanOrEqual(0);
    await deliver(records.slice(from));
    for (const [lane, rows] of await lanes())
      expect(new Set((await archivedLane(lane)).map(seqOf))).toEqual(new Set(rows.map(seqOf)));
  });

  test('raises an alarm for a changed, a removed and a foreign row, and names no value', async () => {
    await writeSome();
    const [, rows = []] = (await lanes())[0] ?? [];
    const [changed, removed] = [rows[2] ?? {}, rows[3] ?? {}];
    const canary = randomUUID();
    const TableName = tableNames.audit;
    await world.dynamo.send(
      new UpdateItemCommand({
        TableName,
        Key: itemKey(changed),
        UpdateExpression: 'SET customerId = :value',
        ExpressionAttributeValues: { ':value': { S: canary } },
      }),
    );
    await world.dynamo.send(new DeleteItemCommand({ TableName, Key: itemKey(removed) }));
    const foreign = { lane: { S: 'x/../y' }, seq: { S: '1' }, [canary]: { S: canary } };
    await world.dynamo.send(new PutItemCommand({ TableName, Item: foreign }));
    expect(await deliver(await stream())).toEqual({ batchItemFailures: [] });
    const told = await Promise.all((await collect(bucket.keys('tamper/'))).map((key) => bucket.load(key)));
    expect(told.map((text) => JSON.parse(text ?? '') as object)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ eventName: 'MODIFY', seq: changed.seq, attributes: ['customerId'] }),
        expect.objectContaining({ eventName: 'REMOVE', seq: removed.seq }),
        expect.objectContaining({ eventName: 'INSERT', lane: 'x/../y' }),
      ]),
    );
    expect(told).toHaveLength(3);
    expect(told.join()).not.toContain(canary);
    expect(JSON.stringify(world.log.lines)).not.toContain(canary);
    expect(alarms().map(({ facts }) => facts?.code)).toEqual(['MODIFY', 'REMOVE', 'INSERT']);
    expect(await archivedLane(textOf(removed, 'lane'))).toContainEqual(removed);
    world.clock.add(120);
    expect((await verified()).counts).toEqual({ CHANGED: 1, MISSING: 1 });
  });

  test('takes what the stream lost from the table, and then is whole', async () => {
    await writeSome();
    const records = await stream();
    await deliver(records.filter((_, index) => index % 4 !== 0));
    world.clock.add(120);
    expect((await verified()).counts.NOT_ARCHIVED).toBeGreaterThan(0);
    const { copied, notInTable, different } = await reconcileWhole(sources(), day);
    expect({ copied, notInTable, different }).toEqual({
      copied: Math.ceil(records.length / 4),
      notInTable: 0,
      different: 0,
    });
    expect((await verified()).counts).toEqual({});
    expect((await reconcileWhole(sources(), day)).copied).toBe(0);
  });

  test('keeps the ends of lanes, so that a tail that is gone from everywhere is missed', async () => {
    await writeSome();
    await deliver((await stream()).slice(0, -30));
    world.clock.add(36 * 60);
    expect(await anchorHeads({ ...sources(), sign }, { day })).toMatchObject({ state: 'ANCHORED' });
    expect(await anchorHeads({ ...sources(), sign }, { day })).toMatchObject({ state: 'ALREADY' });
    const [lane, rows = []] =
      (await lanes()).toSorted(([, one], [, other]) => other.length - one.length)[0] ?? [];
    const archivedTo = Math.max(...(await archivedLane(lane ?? '')).map(seqOf));
    for (const row of rows.filter((one) => seqOf(one) > archivedTo - 1))
      await world.dynamo.send(new DeleteItemCommand({ TableName: tableNames.audit, Key: itemKey(row) }));
    const { findings } = await verified();
    expect(findings).toContainEqual({ kind: 'LOST_TAIL', day, lane, seq: archivedTo, source: 'TABLE' });
  });

  test('never replaces what is there', async () => {
    const key = `anchors/${day}.json`;
    expect(await archive().putAnchor(day, 'first')).toBe(true);
    expect(await archive().putAnchor(day, 'second')).toBe(false);
    expect(await bucket.load(key)).toBe('first');
    expect(await archive().loadAnchor('2026-11-04')).toBeUndefined();
  });

  test('names an object that cannot be read instead of overlooking it', async () => {
    await writeSome();
    const [[lane = ''] = []] = await lanes();
    await bucket.putOnce(`rows/${day}/${lane}/000000000002-000000000003.jsonl`, 'not a row\n', 'text/plain');
    await deliver(await stream());
    world.clock.add(120);
    const { findings } = await verified();
    expect(findings).toEqual([{ kind: 'CHANGED', day, lane, seq: 2, source: 'ARCHIVE' }]);
  });
});
