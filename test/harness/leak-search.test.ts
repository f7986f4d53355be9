import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canary, startTestCloud, type TestCloud } from './cloud.ts';
import { place } from './leak-place.ts';
import { searchForLeaks } from './leak-search.ts';
import { personal } from './personal-values.ts';
import { overwrite } from './tables.ts';

let cloud: TestCloud;
const directory = mkdtempSync(join(tmpdir(), 'leaks-'));
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
beforeAll(async () => {
  cloud = await startTestCloud({ policy: false, directory });
  await overwrite(cloud, 'keys', { pk: { S: 'hay' } });
});
afterAll(async () => {
  await cloud.stop();
  rmSync(directory, { recursive: true, force: true });
});

const secret = () => `Nguyễn ${canary()} Ở`;
const find = async (value: string, inboxes: readonly string[] = []) =>
  searchForLeaks(cloud, { secrets: [{ inboxes, values: { value } }], directory });

test('others go on while it searches', async () => {
  let turns = 0;
  const turn = () => {
    turns += 1;
    turning = setImmediate(turn);
  };
  let turning = setImmediate(turn);
  const seen: number[] = [];
  const values = Object.defineProperties(
    {},
    Object.fromEntries(
      ['first', 'second', 'third'].map((name) => {
        const get = () => {
          seen.push(turns);
          return canary();
        };
        return [name, { enumerable: true, get }];
      }),
    ),
  );
  const secrets = ['one', 'other'].map(() => ({ inboxes: [], values }));
  expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
  clearImmediate(turning);
  expect(seen).toHaveLength(6);
  expect(seen.at(-1)).toBeGreaterThan(seen.at(2) ?? turns);
});

test('a cloud is searched as it is stopped, for what the harness made', async () => {
  const other = await startTestCloud({ policy: false });
  await overwrite(other, 'keys', { pk: { S: 'x' }, note: { S: personal('a value', secret()) } });
  await expect(other.stop()).rejects.toThrow(/in the open[\s\S]*a value[\s\S]*table keys, an item: note/);
  await expect(other.stop()).resolves.toBeUndefined();
});

describe('a value is found in every place', () => {
  const row = (content: object) => ({ pk: { S: canary() }, sk: { S: canary() }, ...content });

  test.each(['records', 'keys', 'audit'] as const)(
    'in the table %s, as text, as bytes, deep inside',
    async (table) => {
      const [text, bytes, inside] = [secret(), secret(), secret()];
      expect(await find(text)).toEqual([]);
      const item = {
        ...(table === 'audit' ? { lane: { S: canary() }, seq: { S: canary() } } : row({})),
        text: { S: `before ${text} behind` },
        bytes: { B: Buffer.concat([Buffer.of(0, 1, 255), Buffer.from(bytes), Buffer.of(254)]) },
        deep: { L: [{ M: { inside: { SS: [inside, canary()] } } }] },
      };
      await overwrite(cloud, table, item);
      expect(await find(text)).toContainEqual({
        what: 'value',
        where: `table ${table}, an item: text`,
        form: 'plain',
      });
      expect(await find(bytes)).toContainEqual({
        what: 'value',
        where: `table ${table}, an item: bytes`,
        form: 'plain',
      });
      expect(await find(inside)).toContainEqual({
        what: 'value',
        where: `table ${table}, an item: deep: inside`,
        form: 'plain',
      });
    },
  );

  test('in a key, in the name of an attribute, in a number', async () => {
    const [key, name] = [secret(), secret()];
    const number = `9${String(Math.random()).slice(2, 15)}`;
    await overwrite(cloud, 'records', {
      pk: { S: key },
      sk: { S: 'x' },
      [name]: { BOOL: true },
      phone: { N: number },
    });
    for (const value of [key, name, number]) {
      const leaks = await find(value);
      expect(leaks.length).toBeGreaterThan(0);
      expect(JSON.stringify(leaks)).not.toContain(value);
    }
  });

  test('in a stream record of an item that is gone', async () => {
    const value = secret();
    const item = { pk: { S: canary() }, sk: { S: 'x' } };
    await overwrite(cloud, 'records', { ...item, note: { S: value } });
    await cloud.direct.send(new DeleteItemCommand({ TableName: cloud.tableNames.records, Key: item }));
    expect((await find(value)).map((leak) => leak.where)).toEqual(['stream of records, an item: note']);
  });

  test('in the bucket, as it is and compressed', async () => {
    const [plain, compressed] = [secret(), secret()];
    const s3 = new S3Client({
      region: 'ap-southeast-1',
      credentials,
      endpoint: cloud.s3Url,
      forcePathStyle: true,
    });
    const put = (Body: string | Buffer) =>
      s3.send(new PutObjectCommand({ Bucket: cloud.auditBucket, Key: `rows/${canary()}`, Body }));
    await put(JSON.stringify({ plain }));
    await put(gzipSync(compressed));
    s3.destroy();
    expect((await find(plain))[0]?.where).toBe('bucket, rows: an object');
    expect((await find(compressed))[0]?.where).toBe('bucket, rows: an object, compressed');
  });

  test('in a log line, in a refusal, in a parked record, and where else it is told to look', async () => {
    const values = [secret(), secret(), secret(), secret()] as const;
    cloud.logs.push(`api {"message":"${values[0]}"}`);
    cloud.refusals.push(JSON.stringify({ message: values[1] }));
    writeFileSync(join(directory, 'parked-api.jsonl'), `${JSON.stringify({ image: values[2] })}\n`);
    expect((await find(values[0]))[0]?.where).toMatch(/^log line \d+ of api$/);
    expect((await find(values[1]))[0]?.where).toMatch(/^refusal \d+$/);
    expect((await find(values[2]))[0]?.where).toBe('parked records, parked-api');
    const alsoIn = [place('elsewhere', values[3])];
    const leaks = await searchForLeaks(cloud, {
      secrets: [{ inboxes: [], values: { it: values[3] } }],
      alsoIn,
    });
    expect(leaks).toEqual([{ what: 'it', where: 'elsewhere', form: 'plain' }]);
  });

  test.each([
    [
      'base64',
      (value: string) =>
        Buffer.from(`hello ${value}, yours`)
          .toString('base64')
          .replace(/(.{10})/g, '$1\r\n'),
    ],
    [
      'quoted-printable',
      (value: string) =>
        [...Buffer.from(value)]
          .map((byte) => `=${byte.toString(16)}`)
          .join('=\r\n')
          .toUpperCase(),
    ],
  ])('in a mail in %s, unless it is a mail to oneself', async (encoding, encoded) => {
    const value = secret();
    const to = `${canary('to')}@mail.example`;
    const headers = `From: a@cloudfly.example\r\nTo: ${to}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}`;
    const ses = new SESClient({ region: 'ap-southeast-1', credentials, endpoint: cloud.ses.url });
    const Data = Buffer.from(`${headers}\r\n\r\n${encoded(value)}\r\n`);
    await ses.send(
      new SendRawEmailCommand({ Source: 'a@cloudfly.example', Destinations: [to], RawMessage: { Data } }),
    );
    ses.destroy();
    expect((await find(value)).map((leak) => leak.where.replace(/\d+/, 'n'))).toContain('mail n, as read');
    expect(await find(value, [`${canary()}@mail.example`])).not.toEqual([]);
    expect(await find(value, [to.toUpperCase()])).toEqual([]);
  });
});

describe('a value is found in every form', () => {
  const utf8 = (value: string) => Buffer.from(value, 'utf8');
  const written: readonly (readonly [string, (value: string) => string | Buffer])[] = [
    ['NFC', (value) => value.normalize('NFC')],
    ['NFD', (value) => value.normalize('NFD')],
    ['lower case', (value) => value.toLowerCase()],
    ['upper case', (value) => value.toUpperCase()],
    ['no marks', (value) => value.normalize('NFD').replace(/\p{M}/gu, '')],
    ...[0, 1, 2].flatMap((n): (readonly [string, (value: string) => string])[] => {
      const around = (value: string) =>
        Buffer.concat([Buffer.alloc(n, 0xf7), utf8(value), Buffer.alloc(2, 0xf7)]);
      return [
        [`Base64 at ${n}`, (value) => around(value).toString('base64')],
        [`Base64url at ${n}`, (value) => around(value).toString('base64url')],
      ];
    }),
    ['hex', (value) => utf8(value).toString('hex')],
    ['upper case hex', (value) => utf8(value).toString('hex').toUpperCase()],
    ['URL-encoded', (value) => encodeURIComponent(value)],
    ['a form', (value) => new URLSearchParams({ value }).toString()],
    ['UTF-16LE', (value) => Buffer.from(value, 'utf16le')],
    ['UTF-16BE', (value) => Buffer.from(value, 'utf16le').swap16()],
    [
      'JSON',
      (value) => value.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    ['HTML', (value) => value.replace(/[^ -~]/g, (one) => `&#${one.charCodeAt(0)};`)],
    ['gzip', (value) => gzipSync(value)],
    ['zlib', (value) => deflateSync(value)],
    ['zlib, quickly', (value) => deflateSync(value, { level: 1 })],
    ['zlib in Base64', (value) => deflateSync(value).toString('base64')],
    ['an entry of a ZIP archive', (value) => zipped('a.txt', value)],
    ['a ZIP archive in Base64', (value) => zipped('a.txt', value).toString('base64')],
    ['gzip in hex', (value) => gzipSync(value).toString('hex')],
    ['gzip in gzip', (value) => gzipSync(gzipSync(value))],
    ['gzip of UTF-16', (value) => gzipSync(Buffer.from(value, 'utf16le'))],
    ['gzip in Base64', (value) => gzipSync(value).toString('base64')],
    ['Base64 in gzip', (value) => gzipSync(utf8(value).toString('base64'))],
  ];

  test('raw deflate, where it is all there is', async () => {
    const value = secret();
    await overwrite(cloud, 'keys', { pk: { S: 'the form' }, bytes: { B: deflateRawSync(value) } });
    expect(await find(value)).not.toEqual([]);
  });

  test.each(written)('%s', async (_, write) => {
    const value = secret();
    const content = write(value);
    expect(await searchIn('hay', value)).toEqual([]);
    expect(await searchIn(content, value)).not.toEqual([]);
  });

  /** In a table of its own item, past every other place. */
  async function searchIn(content: string | Buffer, value: string) {
    const bytes = Buffer.concat([utf8('xyz'), Buffer.from(content as Buffer), utf8('xyz')]);
    await overwrite(cloud, 'keys', { pk: { S: 'the form' }, bytes: { B: bytes } });
    return find(value);
  }
});

/** As far as a reader of one entry needs it (APPNOTE.TXT 4.3.7). */
function zipped(name: string, content: string): Buffer {
  const body = deflateRawSync(content);
  const header = Buffer.alloc(30);
  header.write('PK\u0003\u0004', 'latin1');
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(body.length, 18);
  header.writeUInt32LE(Buffer.byteLength(content), 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), body]);
}
