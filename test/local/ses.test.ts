import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfigurationSetDoesNotExistException,
  GetSendQuotaCommand,
  MessageRejected,
  SESClient,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { afterEach, describe, expect, test } from 'vitest';
import type { SesNotification } from '../../local/ses/events.ts';
import { type LocalSes, type SesOptions, startSes } from '../../local/ses/start.ts';
import { otherAddressesThatAnswer } from './loopback-only.ts';

const sender = 'CloudFly <notices@cloudfly.example>';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(options: SesOptions = {}) {
  const ses = await startSes({ answerDelayMs: 0, ...options });
  const client = new SESClient({
    endpoint: ses.url,
    region: 'ap-southeast-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  closing.push(async () => {
    client.destroy();
    await ses.stop();
  });
  const send = (input: Partial<SendRawEmailCommandInput> & { mime?: Buffer }) => {
    const { mime, ...members } = input;
    return client.send(new SendRawEmailCommand({ RawMessage: { Data: mime }, ...members }));
  };
  return { ses, client, send };
}

function compose(fields: object = {}): Promise<Buffer> {
  return new MailComposer({
    from: sender,
    to: 'someone@customer.example',
    subject: 'A',
    text: 'B',
    ...fields,
  })
    .compile()
    .build();
}

async function inbox(ses: LocalSes, path = '/inbox.json') {
  const response = await fetch(ses.url + path);
  return (await response.json()) as Record<string, never>[];
}

describe('a mail that is taken', () => {
  test('is kept byte for byte, with its envelope', async () => {
    const { ses, send } = await start();
    const canary = `Xin chào ${randomUUID()}`;
    const mime = await compose({
      subject: canary,
      text: `${canary} https://cloudfly.example/t?a=1&b=2.`,
      html: `<p>${canary}</p><a href="https://cloudfly.example/h?a=1&amp;b=2">x</a>`,
      headers: { 'List-Unsubscribe': '<https://cloudfly.example/u>' },
    });
    const { MessageId } = await send({
      mime,
      Source: sender,
      Destinations: ['other@customer.example'],
      ConfigurationSetName: 'mail',
      Tags: [{ Name: 'outbox', Value: 'mail-1' }],
    });
    const [mail] = await inbox(ses);
    expect(mail).toMatchObject({
      id: MessageId,
      source: 'notices@cloudfly.example',
      destinations: ['other@customer.example'],
      configurationSet: 'mail',
      tags: { outbox: 'mail-1' },
      from: [{ name: 'CloudFly', address: 'notices@cloudfly.example' }],
      to: [{ name: '', address: 'someone@customer.example' }],
      subject: canary,
      links: ['https://cloudfly.example/h?a=1&b=2', 'https://cloudfly.example/t?a=1&b=2'],
    });
    expect(mail?.text).toContain(canary);
    expect(mail?.html).toContain(canary);
    expect(mail?.headers).toContainEqual({ name: 'List-Unsubscribe', value: '<https://cloudfly.example/u>' });
    const raw = await fetch(`${ses.url}/inbox/${MessageId}/raw`);
    expect(Buffer.from(await raw.arrayBuffer())).toEqual(mime);
  });

  test('takes its envelope and tags from its headers when SES is told nothing else', async () => {
    const { ses, send } = await start();
    const mime = await compose({
      cc: 'second@customer.example',
      headers: { 'X-SES-CONFIGURATION-SET': 'mail', 'X-SES-MESSAGE-TAGS': 'outbox=mail-2, kind=duty' },
    });
    await send({ mime });
    expect((await inbox(ses))[0]).toMatchObject({
      source: 'notices@cloudfly.example',
      destinations: ['someone@customer.example', 'second@customer.example'],
      configurationSet: 'mail',
      tags: { outbox: 'mail-2', kind: 'duty' },
    });
  });

  test('outlives a restart, in order, until the inbox is emptied', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ses-'));
    const first = await start({ directory });
    for (const subject of ['one', 'two']) await first.send({ mime: await compose({ subject }) });
    await first.ses.stop();
    const second = await start({ directory });
    await second.send({ mime: await compose({ subject: 'three' }) });
    expect((await inbox(second.ses)).map((mail) => mail.subject)).toEqual(['three', 'two', 'one']);
    expect((await fetch(second.ses.inboxUrl, { method: 'DELETE' })).status).toBe(204);
    expect(await inbox(second.ses)).toEqual([]);
    await second.ses.stop();
    const third = await start({ directory });
    expect(await inbox(third.ses)).toEqual([]);
    rmSync(directory, { recursive: true });
  });
});

describe('a mail that is refused', () => {
  const invalid = { name: 'InvalidParameterValue', $metadata: { httpStatusCode: 400 } };

  test('because its sender is not verified, in the envelope or the header', async () => {
    const { ses, send } = await start({ verifiedSenders: ['cloudfly.example', 'one@other.example'] });
    await send({ mime: await compose() });
    await send({ mime: await compose({ from: 'one@other.example' }) });
    for (const from of ['two@other.example', 'x@notcloudfly.example'])
      await expect(send({ mime: await compose({ from }) })).rejects.toBeInstanceOf(MessageRejected);
    const forged = await compose({ from: 'two@other.example' });
    await expect(send({ mime: forged, Source: sender })).rejects.toBeInstanceOf(MessageRejected);
    expect(await inbox(ses)).toHaveLength(2);
  });

  test.each([
    'no-at-sign',
    'two@@x.example',
    'a b@x.example',
    'á@x.example',
    'a@việt.example',
    'a@b',
    'a@x.example, b@x.example',
  ])('because SES finds the recipient %s invalid', async (address) => {
    const { ses, send } = await start();
    const mime = await compose();
    await expect(send({ mime, Destinations: [address] })).rejects.toMatchObject(invalid);
    expect(await inbox(ses)).toEqual([]);
  });

  test('because a header stands twice, a tag has other characters, nobody is addressed, or there are too many', async () => {
    const { send } = await start();
    const mime = await compose();
    const twice = Buffer.concat([Buffer.from('Subject: another\r\n'), mime]);
    await expect(send({ mime: twice })).rejects.toMatchObject(invalid);
    await expect(send({ mime, Tags: [{ Name: 'outbox', Value: 'MAIL#1' }] })).rejects.toMatchObject(invalid);
    await expect(send({ mime: await compose({ to: undefined }) })).rejects.toMatchObject(invalid);
    const many = Array.from({ length: 51 }, (_, at) => `a${at}@customer.example`);
    await expect(send({ mime, Destinations: many })).rejects.toMatchObject(invalid);
    await expect(send({ mime: Buffer.from('Subject: no sender\r\n\r\nx') })).rejects.toMatchObject(invalid);
  });

  test('because it is longer than 10 MB', async () => {
    const { send } = await start();
    const mime = Buffer.concat([await compose(), Buffer.alloc(10 * 1024 * 1024, 'a')]);
    await expect(send({ mime })).rejects.toBeInstanceOf(MessageRejected);
  });

  test('because its configuration set does not exist', async () => {
    const { send } = await start({ configurationSets: ['mail'] });
    const mime = await compose();
    await send({ mime, ConfigurationSetName: 'mail' });
    await expect(send({ mime, ConfigurationSetName: 'other' })).rejects.toBeInstanceOf(
      ConfigurationSetDoesNotExistException,
    );
  });

  test('because recipients come faster than the rate', async () => {
    const { ses, client, send } = await start({ ratePerSecond: 2 });
    const mime = await compose();
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => send({ mime })));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ name: 'Throttling', message: 'Maximum sending rate exceeded.' });
    expect(await inbox(ses)).toHaveLength(6 - refused.length);
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ MaxSendRate: 2 });
  });

  test('an action that is not here is refused', async () => {
    const { client } = await start();
    await expect(
      client.send(new VerifyEmailIdentityCommand({ EmailAddress: 'a@b.example' })),
    ).rejects.toMatchObject({ name: 'InvalidAction' });
  });
});

describe('faults', () => {
  test('an error of choice refuses the mail', async () => {
    const { ses, send } = await start();
    ses.setFault(() => ({ kind: 'refuse', code: 'ServiceUnavailable', status: 503 }));
    const mime = await compose();
    await expect(send({ mime })).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      $metadata: { httpStatusCode: 503 },
    });
    ses.setFault(undefined);
    await send({ mime });
    expect(await inbox(ses)).toHaveLength(1);
  });

  test.each([true, false])(
    'a cut connection says nothing of whether the mail went out (%s)',
    async (taken) => {
      const { ses, send } = await start();
      ses.setFault(({ destinations }) =>
        destinations[0]?.startsWith('someone@') ? { kind: 'cut', taken } : undefined,
      );
      await expect(send({ mime: await compose() })).rejects.toThrow();
      expect(await inbox(ses)).toHaveLength(taken ? 1 : 0);
    },
  );

  test('an answer that never comes ends with the caller', async () => {
    const { ses, client } = await start();
    ses.setFault(() => ({ kind: 'hang', taken: true }));
    const command = new SendRawEmailCommand({ RawMessage: { Data: await compose() } });
    await expect(client.send(command, { abortSignal: AbortSignal.timeout(300) })).rejects.toThrow();
    expect(await inbox(ses)).toHaveLength(1);
  });
});

describe('events', () => {
  function collect() {
    const received: SesNotification[] = [];
    const messages = () => received.map(({ Records: [record] }) => JSON.parse(record?.Sns.Message ?? '{}'));
    return { onEvent: (event: SesNotification) => void received.push(event), received, messages };
  }

  test.each([
    ['someone@customer.example', ['Send', 'Delivery']],
    ['success@simulator.amazonses.com', ['Send', 'Delivery']],
    ['bounce+label@simulator.amazonses.com', ['Send', 'Bounce']],
    ['bounce+soft@simulator.amazonses.com', ['Send', 'Bounce']],
    ['bounce+soft+label@simulator.amazonses.com', ['Send', 'Bounce']],
    ['complaint@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint']],
    ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce']],
  ])('a mail to %s has the events %j', async (address, types) => {
    const { onEvent, received, messages } = collect();
    const { ses, send } = await start({ onEvent });
    const tag = randomUUID();
    const { MessageId } = await send({
      mime: await compose({ to: address }),
      ConfigurationSetName: 'mail',
      Tags: [{ Name: 'outbox', Value: tag }],
    });
    await ses.idle();
    expect(messages().map(({ eventType }) => eventType)).toEqual(types);
    for (const { mail } of messages())
      expect(mail).toMatchObject({
        messageId: MessageId,
        destination: [address],
        tags: { outbox: [tag], 'ses:configuration-set': ['mail'] },
      });
    expect(received[0]?.Records[0]).toMatchObject({ EventSource: 'aws:sns', Sns: { Type: 'Notification' } });
    const { bounce, complaint } = messages().at(-1);
    if (types.includes('Bounce'))
      expect(bounce).toMatchObject({
        ...(address.startsWith('bounce+soft')
          ? { bounceType: 'Transient', bounceSubType: 'MailboxFull' }
          : {
              bounceType: 'Permanent',
              bounceSubType: address.startsWith('suppression') ? 'Suppressed' : 'General',
            }),
        bouncedRecipients: [{ emailAddress: address }],
      });
    if (types.includes('Complaint'))
      expect(complaint.complainedRecipients).toEqual([{ emailAddress: address }]);
  });

  test('a mail without a configuration set has none, as in SES', async () => {
    const { onEvent, received } = collect();
    const { ses, send } = await start({ onEvent });
    await send({ mime: await compose() });
    await ses.idle();
    expect(received).toEqual([]);
  });

  test('an event that is refused comes again', async () => {
    const types: string[] = [];
    let refusals = 2;
    const { ses, send } = await start({
      onEvent(event) {
        if (refusals-- > 0) throw new Error('not now');
        types.push(JSON.parse(event.Records[0]?.Sns.Message ?? '').eventType);
      },
    });
    await send({ mime: await compose(), ConfigurationSetName: 'mail' });
    await ses.idle();
    expect(types).toEqual(['Send', 'Delivery']);
  });
});

describe('the inbox page', () => {
  test('shows hostile mail as text, and its HTML only within a sandbox', async () => {
    const { ses, send } = await start();
    const attack = `<img src=x onerror=alert(1)>"'`;
    const { MessageId } = await send({
      mime: await compose({
        subject: attack,
        text: attack,
        html: `<head></head><script>alert(1)</script>${attack}`,
      }),
    });
    const list = await fetch(`${ses.inboxUrl}?to=${encodeURIComponent('"><script>')}`);
    expect(await list.text()).not.toContain('<script');
    for (const path of ['/inbox', `/inbox/${MessageId}`]) {
      const page = await fetch(ses.url + path);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|script-src/);
      const markup = await page.text();
      expect(markup).toContain('&#60;img src=x');
      expect(markup).not.toMatch(/<img|<script/);
    }
    const body = await fetch(`${ses.url}/inbox/${MessageId}/html`);
    const policy = body.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
    expect(policy).not.toMatch(/allow-scripts|allow-same-origin|script-src/);
    expect(await body.text()).toContain('<head><base target="_blank">');
    expect(await (await fetch(`${ses.url}/inbox/${MessageId}`)).text()).toMatch(
      /<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/,
    );
  });

  test('lists newest first, page by page, and for one address', async () => {
    const { ses, send } = await start();
    for (let count = 0; count < 52; count++)
      await send({ mime: await compose({ subject: `mail ${count}.`, to: `user${count}@customer.example` }) });
    const first = await (await fetch(ses.inboxUrl)).text();
    expect(first.indexOf('mail 51.')).toBeLessThan(first.indexOf('mail 50.'));
    expect(first).not.toContain('mail 1.');
    const older = /<a href="([^"]+)">Older<\/a>/.exec(first)?.[1] ?? '';
    expect(await (await fetch(ses.url + older)).text()).toContain('mail 1.');
    const mine = await inbox(ses, `/inbox.json?to=${encodeURIComponent('USER7@customer')}`);
    expect(mine.map(({ subject }) => subject)).toEqual(['mail 7.']);
    expect((await fetch(`${ses.url}/inbox/0-0`)).status).toBe(404);
  });
});

test('a taken port is one clear sentence, and the endpoint answers on 127.0.0.1 alone', async () => {
  const { ses } = await start();
  const port = Number(new URL(ses.url).port);
  await expect(startSes({ port })).rejects.toThrow(
    `The local SES cannot start: port ${port} of 127.0.0.1 is taken; stop what uses it or choose another port.`,
  );
  expect(await otherAddressesThatAnswer(ses.url)).toEqual([]);
});
