/** A process of its own that runs the local cloud and nothing else. It is told what by its argument, and asked by messages. */
import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { BroadcastChannel } from 'node:worker_threads';
import type { FunctionName } from '../../lambda/declared/functions.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud.ts';
import type { MailToUs } from '../../local/ses/send-to-us.ts';
import { channelName, type Order, type Word } from './soaked-handler.ts';

/** What the process is told. */
export type CloudTold = Pick<CloudOptions, 'directory' | 'ports' | 'environment' | 'bundlePaths'> & {
  /** Where what the functions log is kept. */
  readonly logFile: string;
};

/** What can be known of the cloud from outside. */
export type Known = Pick<
  Cloud,
  'url' | 'inboxUrl' | 's3Url' | 'environment' | 'tableNames' | 'auditBucket' | 'inboundBucket'
> & {
  readonly issuersUrl: string;
  readonly dynamoUrl: string;
  readonly kmsUrl: string;
  readonly sesUrl: string;
  readonly smtpPort: number;
};

/** Bytes after garbage collection: of the whole process, of what runs beside the functions, and of each instance. */
export interface Weight {
  readonly rss: number;
  /** Without the files of the database that are mapped; where the system tells. */
  readonly ownRss: number | undefined;
  /** Of the process: one for each instance, and some more. */
  readonly threads: number | undefined;
  readonly heapUsed: number;
  readonly instances: readonly {
    readonly functionName: string;
    readonly threadId: number;
    readonly heapUsed: number;
  }[];
}

/** What it can be asked, by name. */
export interface Calls {
  weigh(): Promise<Weight>;
  strike(functionName: FunctionName, share: number): Promise<void>;
  /** Functions whose instances were killed so far. */
  struck(): Promise<readonly string[]>;
  invoke(name: FunctionName, event: unknown): ReturnType<Cloud['invoke']>;
  send(mail: MailToUs): ReturnType<Cloud['smtp']['send']>;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

const { logFile, ...options } = JSON.parse(process.argv[2] ?? '{}') as CloudTold;
const cloud = await startCloud({
  ...options,
  engine: 'embedded',
  onLog: (name, line) => appendFileSync(logFile, `${name} ${line}\n`, { mode: 0o600 }),
});

const channel = new BroadcastChannel(channelName);
const weights = new Map<number, Weight['instances'][number][]>();
const struck: string[] = [];
let orders = 0;
channel.onmessage = (message) => {
  const word = (message as { data: Word }).data;
  if (word.kind === 'STRUCK') struck.push(word.functionName);
  if (word.kind === 'WEIGHED') weights.get(word.number)?.push(word);
};
const order = (given: Order) => channel.postMessage(given);

/** Whoever is busy for longer is left out. */
const weighingMs = 2000;

function ownStatus(): Pick<Weight, 'ownRss' | 'threads'> {
  if (process.platform !== 'linux') return { ownRss: undefined, threads: undefined };
  const status = readFileSync('/proc/self/status', 'utf8');
  const number = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1]);
  return { ownRss: number('RssAnon') * 1024, threads: number('Threads') };
}

const calls: Calls = {
  async weigh() {
    const number = ++orders;
    weights.set(number, []);
    order({ kind: 'WEIGH', number });
    await pause(weighingMs);
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    const instances = weights.get(number) ?? [];
    weights.delete(number);
    return { rss, ...ownStatus(), heapUsed, instances };
  },
  strike: async (functionName, share) => order({ kind: 'STRIKE', functionName, share, number: ++orders }),
  struck: async () => struck,
  invoke: (name, event) => cloud.invoke(name, event),
  send: (mail) => cloud.smtp.send(mail),
  async idle() {
    await cloud.smtp.idle();
    await cloud.ses.idle();
  },
  async stop() {
    await cloud.stop();
    process.exit(0);
  },
};

process.on('message', async ({ id, name, given }: { id: number; name: keyof Calls; given: unknown[] }) => {
  const call = calls[name] as (...all: unknown[]) => Promise<unknown>;
  const answer = await call(...given).then(
    (result) => ({ id, result }),
    (error: Error) => ({ id, error: error.message }),
  );
  process.send?.(answer);
});
process.on('disconnect', () => process.exit(1));
const known: Known = {
  url: cloud.url,
  inboxUrl: cloud.inboxUrl,
  s3Url: cloud.s3Url,
  environment: cloud.environment,
  tableNames: cloud.tableNames,
  auditBucket: cloud.auditBucket,
  inboundBucket: cloud.inboundBucket,
  issuersUrl: new URL(cloud.oidc.issuers.staff.issuer).origin,
  dynamoUrl: cloud.dynamo.url,
  kmsUrl: cloud.kms.url,
  sesUrl: cloud.ses.url,
  smtpPort: cloud.smtp.port,
};
process.send?.({ known });
