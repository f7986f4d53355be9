import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, describe, expect, it } from 'vitest';
import { environment } from '../../lambda/declared/environment.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud.ts';
import { awsOf, canary } from '../harness/cloud.ts';
import { replyTo, sendMail } from '../harness/send-mail.ts';

const folder = mkdtempSync(join(tmpdir(), 'inbound-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A cloud whose functions do nothing, but the one for inbound mail: it writes down what it is called with, then does what its body says. */
async function cloudThat(body: string, options: CloudOptions = {}) {
  const idle = join(folder, 'idle.mjs');
  writeFileSync(idle, 'export const handler = async () => {};');
  const path = join(folder, `${canary()}.mjs`);
  const written = join(folder, `${canary()}.jsonl`);
  writeFileSync(written, '');
  writeFileSync(
    path,
    `import { appendFileSync } from 'node:fs';
export const handler = async (event) => {
  const { INBOUND_BUCKET: bucket, SUPPORT_ADDRESS: support } = process.env;
  const { mail, receipt } = event.Records[0].ses;
  appendFileSync(${JSON.stringify(written)}, JSON.stringify({ bucket, support, id: mail.messageId, receipt }) + '\\n');
  ${body}
};`,
  );
  const stubs = Object.keys(functions).map((name) => [name, name === 'inboundMail' ? path : idle]);
  const cloud = await startCloud({
    engine: 'embedded',
    scheduled: false,
    bundlePaths: Object.fromEntries(stubs) as Record<FunctionName, string>,
    ...options,
  });
  const told = () =>
    readFileSync(written, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  return { cloud, told };
}

async function objectIn(cloud: Cloud, Key: string): Promise<string> {
  const s3 = new S3Client({ ...awsOf(cloud), endpoint: cloud.s3Url, forcePathStyle: true });
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: cloud.inboundBucket, Key }));
    return (await Body?.transformToString()) ?? '';
  } finally {
    s3.destroy();
  }
}

describe('mail that comes in', () => {
  it('is in the bucket when its function is told of it, and nowhere in the clear', async () => {
    const directory = join(folder, 'data');
    const { cloud, told } = await cloudThat('', { directory });
    const [text, name] = [canary('words'), canary('name')];
    try {
      expect(cloud.smtp).toMatchObject({ host: '127.0.0.1', port: expect.any(Number) });
      const id = await sendMail(cloud, { from: `${name} <${canary('a')}@example.com>`, text });
      expect(told()).toMatchObject([
        { bucket: cloud.inboundBucket, support: 'support@cloudfly.example', id },
      ]);
      expect(told()[0].receipt.recipients).toEqual(['support@cloudfly.example']);
      expect(await objectIn(cloud, `raw/${id}`)).toContain(text);
    } finally {
      await cloud.stop();
    }
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    const found = files.filter(({ parentPath, name: file }) => {
      const bytes = readFileSync(join(parentPath, file));
      return bytes.includes(text) || bytes.includes(name);
    });
    expect(files.some(({ name: file }) => file.endsWith('.content'))).toBe(true);
    expect(found.map(({ name: file }) => file)).toEqual([]);
  });

  it('is told of before the cloud stops, as often as it takes', async () => {
    const slow = 'await new Promise((resolve) => setTimeout(resolve, 100)); throw new Error("not now");';
    const { cloud, told } = await cloudThat(slow);
    const { error } = console;
    console.error = () => {};
    try {
      await cloud.smtp.send({ from: 'an@example.com', to: 'refuse+token@cloudfly.example', text: 'no more' });
    } finally {
      await cloud.stop();
      console.error = error;
    }
    expect(new Set(told().map(({ id }) => id)).size).toBe(1);
    expect(told()).toHaveLength(3);
  });

  it('may be the answer to one that went out, and names it as its recipient saw it', async () => {
    const { cloud, told } = await cloudThat('');
    const ses = new SESClient({ ...awsOf(cloud), endpoint: cloud.ses.url });
    try {
      const Data = Buffer.from(
        'From: no-reply@cloudfly.example\r\nReply-To: support+req-x@cloudfly.example\r\nTo: an@example.com\r\nSubject: s\r\n\r\nt\r\n',
      );
      const { MessageId } = await ses.send(new SendRawEmailCommand({ RawMessage: { Data } }));
      const [mail] = (await (await fetch(`${cloud.inboxUrl}.json`)).json()) as [
        Parameters<typeof replyTo>[1],
      ];
      const id = await replyTo(cloud, mail, { text: 'yes' });
      expect(told()[0].receipt.recipients).toEqual(['support+req-x@cloudfly.example']);
      const raw = (await objectIn(cloud, `raw/${id}`)).replaceAll(/\r\n[ \t]/g, ' ');
      expect(raw).toMatch(
        new RegExp(`^In-Reply-To:\\s+<${MessageId}@ap-southeast-1\\.amazonses\\.com>`, 'm'),
      );
    } finally {
      ses.destroy();
      await cloud.stop();
    }
  });

  it('is for the domains that the product is told of', async () => {
    const settings = {
      [environment.supportAddress]: 'help@desk.example',
      [environment.mailFrom]: 'Desk <mails@mails.example>',
    };
    const { cloud } = await cloudThat('', { environment: settings });
    try {
      const from = 'an@example.com';
      for (const to of ['help@desk.example', 'mails@mails.example', 'refuse@cloudfly.example'])
        await sendMail(cloud, { from, to });
      const refused = sendMail(cloud, { from, to: 'support@mail.example' });
      await expect(refused).rejects.toMatchObject({ responseCode: 550 });
      expect(await (await fetch(cloud.inboxUrl)).text()).toContain('value="help@desk.example"');
    } finally {
      await cloud.stop();
    }
  });
});
