import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { environment } from '../../lambda/declared/environment.ts';
import { awsOf, canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';

const folder = mkdtempSync(join(tmpdir(), 'mail-events-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A cloud whose function for mail events writes down what it is called with, and then does what its body says. */
async function cloudThat(body: string, settings: Readonly<Record<string, string>> = {}) {
  const path = join(folder, `${canary()}.mjs`);
  const written = join(folder, `${canary()}.jsonl`);
  writeFileSync(written, '');
  writeFileSync(
    path,
    `import { appendFileSync } from 'node:fs';
export const handler = async (event) => {
  const { Message, TopicArn } = event.Records[0].Sns;
  const line = { type: JSON.parse(Message).eventType, TopicArn, told: process.env.MAIL_EVENTS_TOPIC };
  appendFileSync(${JSON.stringify(written)}, JSON.stringify(line) + '\\n');
  ${body}
};`,
  );
  const bundlePaths = { ...inject('bundlePaths'), mailEvents: path };
  const cloud = await startTestCloud({ policy: false, bundlePaths, environment: settings });
  const told = () =>
    readFileSync(written, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line): { type: string; TopicArn: string; told: string } => JSON.parse(line));
  return { cloud, told, types: () => told().map(({ type }) => type) };
}

async function send(cloud: TestCloud, to: string, count = 1): Promise<void> {
  const ses = new SESClient({ ...awsOf(cloud), endpoint: cloud.ses.url, maxAttempts: 1 });
  const mail = `From: a@cloudfly.example\r\nTo: ${to}\r\nSubject: s\r\n\r\nt\r\n`;
  const command = () =>
    new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(mail) }, ConfigurationSetName: 'mail' });
  try {
    await Promise.all(Array.from({ length: count }, () => ses.send(command())));
  } finally {
    ses.destroy();
  }
}

describe('the local cloud', () => {
  it('calls the function with what becomes of a mail, under the topic that it is told', async () => {
    const { cloud, told, types } = await cloudThat('');
    try {
      await send(cloud, 'bounce@simulator.amazonses.com');
      await cloud.ses.idle();
      expect(types()).toEqual(['Send', 'Bounce']);
      for (const { TopicArn, told: topic } of told()) expect(topic).toBe(TopicArn);
    } finally {
      await cloud.stop();
    }
  });

  it('delivers every event of a mail before it stops', async () => {
    const { cloud, types } = await cloudThat('await new Promise((resolve) => setTimeout(resolve, 200));');
    await send(cloud, 'complaint@simulator.amazonses.com');
    await cloud.stop();
    expect(types()).toEqual(['Send', 'Delivery', 'Complaint']);
  });

  it('calls again, three times in all, when the function failed', async () => {
    const { cloud, types } = await cloudThat("throw new Error('not now');");
    await send(cloud, 'success@simulator.amazonses.com');
    await cloud.stop();
    expect(types()).toEqual([...Array(3).fill('Send'), ...Array(3).fill('Delivery')]);
  });

  it('takes no more mails in a second than functions are told', async () => {
    const { cloud } = await cloudThat('', { [environment.mailsPerSecond]: '3' });
    try {
      expect(cloud.environment[environment.mailsPerSecond]).toBe('3');
      await send(cloud, 'success@simulator.amazonses.com', 3);
      await expect(send(cloud, 'success@simulator.amazonses.com', 4)).rejects.toThrow('Maximum sending rate');
    } finally {
      await cloud.stop();
    }
  });
});
