import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import MailComposer from 'nodemailer/lib/mail-composer';
import { limits } from '../../lambda/declared/limits.ts';
import { startCloud } from '../../local/cloud.ts';
import { bundleEntries } from '../../local/functions/bundle.ts';
import { keepRawMail } from '../../local/inbound-bucket.ts';
import { receiptEvent } from '../../local/ses/receive-event.ts';
import { idle } from './idle.ts';
import type { InboundCost, InboundWork } from './inbound-worker.ts';

const worker = fileURLToPath(new URL('./inbound-worker.ts', import.meta.url));
const kilobyte = 1024;

/**
 * What filing one mail that came in costs: received, read, judged, sealed, filed and confirmed to a sender whom nobody knew, which is the most there
 * is to do. And what of it the parser costs.
 */
export async function inboundCosts(
  bundlePaths: Readonly<Record<string, string>>,
  outDir: string,
): Promise<Readonly<Record<string, InboundCost>>> {
  const { inboundWorker = '' } = await bundleEntries({ inboundWorker: worker }, outDir);
  const cloud = await startCloud({
    engine: 'embedded',
    scheduled: false,
    // Nobody else works.
    bundlePaths: { ...bundlePaths, dispatch: idle, archive: idle, jobs: idle, mailEvents: idle },
  });
  const s3 = new S3Client({
    endpoint: cloud.s3Url,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const events = async (kilobytes: number, count: number) => {
      const kept: object[] = [];
      for (let n = 0; n < count; n++) {
        const id = randomBytes(16).toString('hex');
        const from = `${id}@example.org`;
        await keepRawMail(s3, cloud.inboundBucket, id, await mailOf(kilobytes, from));
        kept.push(receiptOf(id, from));
      }
      return kept;
    };
    const run = (work: InboundWork) => measured(inboundWorker, cloud.environment, work);
    const filed = async (kilobytes: number, measuredMails: number): Promise<InboundCost> =>
      run({
        events: [...(await events(1, 30)), ...(await events(kilobytes, measuredMails))],
        measured: measuredMails,
      });
    const parsed = async (kilobytes: number, times: number): Promise<InboundCost> => {
      const whole = await mailOf(kilobytes, 'an@example.org');
      const isCut = whole.length > limits.inboundBytes;
      const raw = isCut ? whole.subarray(0, limits.inboundHeadBytes) : whole;
      return run({ events: [], measured: 0, parse: { raw: raw.toString('base64'), isCut, times } });
    };
    return {
      'parsing 100 KB': await parsed(100, 40),
      'parsing the head of 30 MB': await parsed(30 * kilobyte, 10),
      'filing 1 KB': await filed(1, 40),
      'filing 100 KB': await filed(100, 40),
      'filing 30 MB': await filed(30 * kilobyte, 8),
    };
  } finally {
    s3.destroy();
    await cloud.stop();
  }
}

/** A mail as people send them, text and HTML and a file, that is so long. */
async function mailOf(kilobytes: number, from: string): Promise<Buffer> {
  const line = 'Chào bạn, hệ thống của tôi không truy cập được từ sáng nay. ';
  const text = line.repeat(Math.min(60, Math.ceil(kilobytes / 4)));
  const bytes = Math.max(0, kilobytes - 15) * kilobyte * 0.74;
  const composer = new MailComposer({
    from,
    to: 'support@cloudfly.example',
    subject: 'Máy chủ không truy cập được',
    text,
    html: `<html><body><p>${text.replaceAll('. ', '.</p><p>')}</p></body></html>`,
    attachments:
      bytes > 0
        ? [
            {
              filename: 'màn hình.pdf',
              content: Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(bytes)]),
            },
          ]
        : [],
  });
  return composer.compile().build();
}

const receiptOf = (id: string, from: string): object =>
  receiptEvent(
    {
      id,
      time: new Date().toISOString(),
      sender: from,
      recipients: ['support@cloudfly.example'],
      headers: [{ name: 'From', value: from }],
      spam: 'PASS',
      virus: 'PASS',
      origin: {
        spf: 'PASS',
        dkim: 'PASS',
        dmarc: 'PASS',
        dmarcPolicy: undefined,
        receivedSpf: '',
        results: '',
      },
      processingTimeMillis: 1,
    },
    'inboundMail',
  );

async function measured(
  script: string,
  env: Readonly<Record<string, string>>,
  work: InboundWork,
): Promise<InboundCost> {
  const child = spawn(process.execPath, ['--expose-gc', script], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(`${JSON.stringify(work)}\n`);
  let filed = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('"inbound_mail_filed"')) filed += 1;
    if (line.startsWith('COST ') && filed === work.events.length)
      return JSON.parse(line.slice(5)) as InboundCost;
  }
  throw new Error(`of ${work.events.length} mails ${filed} were filed`);
}

export const inboundHeading = ['one mail that comes in', 'CPU ms', 'aim', 'MB over idle', 'aim'];

export const inboundRow = ([name, { milliseconds, megabytes }]: readonly [
  string,
  InboundCost,
]): readonly string[] => {
  const isAimed = name === 'filing 100 KB';
  return [name, milliseconds.toFixed(1), isAimed ? '25' : '', megabytes.toFixed(0), isAimed ? '30' : ''];
};
