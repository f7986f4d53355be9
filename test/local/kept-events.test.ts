import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, expect, test } from 'vitest';
import { keepFiles } from '../../local/kept-files.ts';
import { type SesOptions, startSes } from '../../local/ses/start.ts';
import { startReceivingAlone, words } from './receiving.ts';

const folder = mkdtempSync(join(tmpdir(), 'kept-events-'));
const closing: (() => Promise<void>)[] = [];
/** What those that never answer are freed by. */
const freed = Promise.withResolvers<void>();
afterAll(async () => {
  freed.resolve();
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

test('a mail that was taken by a process that died is told of at the next start, and not again', async () => {
  const directory = join(folder, 'receipts');
  const begun = Promise.withResolvers<void>();
  const first = await startReceivingAlone({
    directory,
    // It dies at this: nothing of it ever comes back.
    invoke: async () => {
      begun.resolve();
      await freed.promise;
      return { result: null };
    },
  });
  closing.push(() => first.smtp.stop());
  const mail = { from: 'a@mail.example', to: 'support@cloudfly.example', text: words() };
  const { id } = await first.smtp.send(mail);
  await begun.promise;
  const second = await startReceivingAlone({ directory });
  closing.push(() => second.smtp.stop());
  expect((await second.told(id)).mail.messageId).toBe(id);
  const third = await startReceivingAlone({ directory });
  closing.push(() => third.smtp.stop());
  await third.smtp.idle();
  expect(third.events).toEqual([]);
});

test('what becomes of a mail is told at the next start, once there is somebody to tell, and not again', async () => {
  const eventsDirectory = join(folder, 'events');
  const start = async (onEvent: NonNullable<SesOptions['onEvent']>) => {
    const ses = await startSes({ answerDelayMs: 0, eventsDirectory, onEvent });
    closing.push(() => ses.stop());
    return ses;
  };
  const begun = Promise.withResolvers<void>();
  const first = await start(async () => {
    begun.resolve();
    await freed.promise;
  });
  const client = new SESClient({
    endpoint: first.url,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const Data = Buffer.from('From: a@cloudfly.example\r\nTo: b@mail.example\r\nSubject: A\r\n\r\nB\r\n');
  const sending = new SendRawEmailCommand({ RawMessage: { Data }, ConfigurationSetName: 'mail' });
  const { MessageId } = await client.send(sending);
  client.destroy();
  await begun.promise;
  expect(keepFiles(eventsDirectory).names()).toHaveLength(1);
  const told: unknown[] = [];
  const second = await start((event) => void told.push(event));
  await second.idle();
  expect(told).toEqual([]);
  second.resume();
  await second.idle();
  expect(JSON.stringify(told[0])).toContain(MessageId);
  expect(keepFiles(eventsDirectory).names()).toEqual([]);
});
