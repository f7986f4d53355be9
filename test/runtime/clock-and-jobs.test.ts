import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worksOfTheMinute } from '../../lambda/clock.ts';
import { lanesClosedAt } from '../../lambda/domain/audit/anchor.ts';
import { dayAfter, dayOf } from '../../lambda/domain/audit/lane-place.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { createWiring } from '../../lambda/runtime/wiring.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { eventually } from '../harness/mails.ts';
import { registerCustomer } from '../harness/register.ts';

let cloud: TestCloud;
let s3: S3Client;
beforeAll(async () => {
  cloud = await startTestCloud();
  s3 = new S3Client({
    endpoint: cloud.s3Url,
    region: 'ap-southeast-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  s3.destroy();
  await cloud.stop();
});

/** The youngest day whose lanes are closed. */
function lastClosed(): string {
  const yesterday = dayAfter(dayOf(new Date()), -1);
  return new Date() < lanesClosedAt(yesterday) ? dayAfter(yesterday, -1) : yesterday;
}

test('the clock has the day that is over closed by a job, once', async () => {
  const day = lastClosed();
  const asked = { Bucket: cloud.auditBucket, Key: `anchors/${day}.json` };
  await cloud.invoke('clock', {});
  const anchor = await eventually(async () => {
    const kept = await s3.send(new ListObjectsV2Command({ Bucket: asked.Bucket, Prefix: 'anchors/' }));
    if (!kept.Contents?.length) return undefined;
    return (await s3.send(new GetObjectCommand(asked))).Body?.transformToString();
  });
  expect(JSON.parse(anchor)).toMatchObject({ day, heads: [], signature: expect.any(String) });
  const closings = () => cloud.logs.filter((line) => line.includes('"event":"audit_day_closed"'));
  await eventually(async () => closings().length || undefined);
  await cloud.invoke('clock', {});
  await cloud.invoke('clock', {});
  expect(closings()).toHaveLength(1);
  expect(closings()[0]).toContain(`"jobId":"CLOSE_AUDIT_DAY-${day}"`);
  expect(cloud.logs.filter((line) => line.includes('work_failed'))).toEqual([]);
});

test('whatever only tells comes before what may take long', () => {
  const works = Object.keys(worksOfTheMinute());
  const tells = works.filter((name) => name.startsWith('tell'));
  expect(tells).toEqual(
    expect.arrayContaining([
      'tellLateMails',
      'tellWaitingQuarantine',
      'tellDeadlines',
      'tellMissingHolidays',
    ]),
  );
  expect(works.slice(0, tells.length + 1)).toEqual(['queueDayClosing', ...tells]);
});

test('a day of the trail is exported line by line, and the export is a row itself', async () => {
  const customer = await registerCustomer(cloud);
  const run = async (...args: string[]) => {
    const command = join(import.meta.dirname, '../../local/commands/export-audit.ts');
    const child = spawn(process.execPath, [command, ...args], { env: { ...cloud.environment } });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    return {
      code,
      events: said
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    };
  };
  const today = dayOf(new Date());
  const { code, events } = await run(today);
  expect(code).toBe(0);
  const operations = events.map(({ api }) => api.operation);
  expect(operations).toEqual(
    expect.arrayContaining(['PUBLISH_POLICY', 'REGISTER_CUSTOMER', 'READ_AUDIT_TRAIL']),
  );
  expect(JSON.stringify(events)).not.toContain(customer.email);
  expect((await run('yesterday')).code).toBe(2);
});

test('a function that was not told so makes no key', async () => {
  const fresh = await startTestCloud({ policy: false });
  try {
    const { CREATES_KEYS: _, ...others } = fresh.environment;
    const before = { ...process.env };
    Object.assign(process.env, fresh.environment);
    try {
      const told = createWiring(readEnvironment(fresh.environment));
      const untold = createWiring(readEnvironment(others));
      await expect(untold.blindIndex.ready()).rejects.toThrow('TEMPORARILY_UNAVAILABLE');
      const sealing = await untold.sealing.ready(['contact']);
      const at = { dataClass: 'contact', kind: 'evidence', recordId: canary('r'), revision: 1 } as const;
      expect(() => sealing.seal(untold.sealing.newKeyring('S'), at, 'x')).toThrow();
      await told.blindIndex.ready();
      await createWiring(readEnvironment(others)).blindIndex.ready();
    } finally {
      for (const name of Object.keys(fresh.environment)) delete process.env[name];
      Object.assign(process.env, before);
    }
  } finally {
    await fresh.stop();
  }
});
