import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findDynamoDbLocal } from '../../../local/dynamodb/aws/find-dynamodb-local.ts';
import { createTables } from '../../../local/dynamodb/create-tables.ts';
import { startDynamoDb } from '../../../local/dynamodb/start.ts';
import { key, names, random, refusal, run } from './contract/engine-under-test.ts';
import { startToKill } from './kill-process.ts';

const hasAws = typeof (await findDynamoDbLocal()) !== 'string';
const engines = hasAws ? (['embedded', 'aws'] as const) : (['embedded'] as const);
vi.setConfig({ testTimeout: 60_000 });
afterEach(() => vi.unstubAllEnvs());

const reaches = (host: string, url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port: Number(new URL(url).port), timeout: 1000 });
    const answer = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', answer(true)).on('error', answer(false)).on('timeout', answer(false));
  });

describe.each(engines)('%s', (engine) => {
  it('listens on 127.0.0.1 alone, and no more after it is stopped', async () => {
    const { url, note, stop } = await startDynamoDb({ engine });
    expect(note).toMatch(/^DynamoDB is .+\.$/);
    expect(await reaches('127.0.0.1', url)).toBe(true);
    // Another address of the same machine: a listener on every interface would answer.
    expect(await reaches('127.0.0.2', url)).toBe(false);
    await stop();
    expect(await reaches('127.0.0.1', url)).toBe(false);
  });

  it('says in one sentence that its port is taken', async () => {
    const first = await startDynamoDb({ engine });
    const port = Number(new URL(first.url).port);
    const error = await refusal(startDynamoDb({ engine, port }));
    expect(error.message).toContain(`port ${port} is taken on 127.0.0.1.`);
    await first.stop();
    const second = await startDynamoDb({ engine, port });
    expect(second.url).toBe(first.url);
    await second.stop();
  });

  it('lets no page of another origin in', async () => {
    const { url, stop } = await startDynamoDb({ engine });
    const answer = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-amz-target,authorization,content-type',
      },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    await stop();
  });

  it('creates the declared tables once and keeps what is in them', async () => {
    const { client, stop } = await run(() => startDynamoDb({ engine }), '');
    const TableName = names.records;
    const describeTable = () => client.send(new DescribeTableCommand({ TableName }));
    const pk = random();
    await client.send(new PutItemCommand({ TableName, Item: key(pk) }));
    const before = await describeTable();
    await createTables(client, names);
    expect((await describeTable()).Table?.LatestStreamArn).toBe(before.Table?.LatestStreamArn);
    expect((await client.send(new GetItemCommand({ TableName, Key: key(pk) }))).Item).toEqual(key(pk));
    await stop();
  });

  it('ends with the process that started it, even by a kill, and has kept what it acknowledged', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'dynamodb-orphan-'));
    const { url, kill } = await startToKill(directory, engine);
    const first = await run(async () => ({ url, stop: async () => {} }), '');
    const Item = key(random());
    await first.client.send(new PutItemCommand({ TableName: names.records, Item }));
    await first.stop();
    await kill();
    for (let tries = 0; tries < 200 && (await reaches('127.0.0.1', url)); tries += 1) await sleep(50);
    expect(await reaches('127.0.0.1', url)).toBe(false);
    const second = await run((path) => startDynamoDb({ directory: path, engine }), directory);
    const { Item: kept } = await second.client.send(
      new GetItemCommand({ TableName: names.records, Key: Item }),
    );
    expect(kept).toEqual(Item);
    await second.stop();
    await rm(directory, { recursive: true, force: true });
  });
});

describe('without Java', () => {
  it('falls back to the embedded engine and says why', async () => {
    vi.stubEnv('JAVA_HOME', join(tmpdir(), random()));
    const { engine, note, stop } = await startDynamoDb();
    expect(engine).toBe('embedded');
    expect(note).toMatch(/^DynamoDB is the embedded engine, because .+\.$/);
    await stop();
  });

  it('refuses when DynamoDB Local was asked for', async () => {
    vi.stubEnv('JAVA_HOME', join(tmpdir(), random()));
    expect((await refusal(startDynamoDb({ engine: 'aws' }))).message).toContain(
      'DynamoDB Local cannot run here',
    );
  });
});

it('names the directory when another process holds it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'dynamodb-held-'));
  const first = await startDynamoDb({ directory, engine: 'embedded' });
  const error = await refusal(startDynamoDb({ directory, engine: 'embedded' }));
  expect(error.message).toContain(`another process is using ${directory}`);
  await first.stop();
  await rm(directory, { recursive: true, force: true });
});
