import { mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { CreateBucketCommand, PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { environment } from '../lambda/declared/environment.ts';
import { functionKeys } from '../lambda/declared/function-keys.ts';
import { type FunctionDeclaration, type FunctionName, functions } from '../lambda/declared/functions.ts';
import { limits } from '../lambda/declared/limits.ts';
import type { Sender } from '../lambda/declared/sender.ts';
import { streamFilter } from '../lambda/declared/stream-filter.ts';
import { type TableId, tables } from '../lambda/declared/tables.ts';
import { createTables } from './dynamodb/create-tables.ts';
import { type DynamoDb, startDynamoDb } from './dynamodb/start.ts';
import { environmentFor } from './function-environment.ts';
import { bundleFunctions } from './functions/bundle.ts';
import { type RunningFunction, startFunction } from './functions/function-host.ts';
import { type Schedule, startSchedule } from './functions/schedule.ts';
import { type StreamPump, startStreamPump } from './functions/stream-pump.ts';
import type { GatewayRoute } from './gateway/match-route.ts';
import { startGateway } from './gateway/start.ts';
import type { StaticSite } from './gateway/static-site.ts';
import { createInboundBucket, keepRawMail } from './inbound-bucket.ts';
import { startKms } from './kms/start.ts';
import { type Oidc, startOidc } from './oidc/start.ts';
import { startS3 } from './s3/start.ts';
import { mailEventsTopic } from './ses/events.ts';
import { type LocalSmtp, startReceiving } from './ses/receive-start.ts';
import { startSes } from './ses/start.ts';

/** Where each part listens; 0 or none: a free port. */
export interface CloudPorts {
  readonly gateway?: number;
  readonly oidc?: number;
  readonly dynamodb?: number;
  readonly kms?: number;
  readonly ses?: number;
  readonly s3?: number;
  readonly smtp?: number;
}

export interface CloudOptions {
  /** Where data live; without it nothing survives the process. */
  readonly directory?: string;
  readonly ports?: CloudPorts;
  readonly engine?: 'auto' | 'aws' | 'embedded';
  /** Folders to serve, by prefix, once the addresses are known. */
  readonly sites?: (known: Addresses) => Readonly<Record<string, StaticSite>>;
  readonly redirects?: Readonly<Record<string, string>>;
  readonly demoCustomers?: readonly { readonly username: string; readonly name?: string }[];
  /** Overrides of the functions' environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where functions find DynamoDB, given the real place: a proxy may stand between. */
  readonly between?: (dynamoUrl: string) => Promise<{ url: string; stop(): Promise<void> }>;
  readonly payloadFormat?: '1.0' | '2.0';
  readonly onProgress?: (what: string) => void;
  /** Every line that a function logs. */
  readonly onLog?: (functionName: string, line: string) => void;
  /** Functions that were bundled already, by name. */
  readonly bundlePaths?: Readonly<Partial<Record<FunctionName, string>>>;
  /** Runs the clock's function each minute; true when absent. */
  readonly scheduled?: boolean;
}

/** Where things are, as pages need to know. */
export interface Addresses {
  readonly url: string;
  readonly inboxUrl: string;
  readonly issuers: Oidc['issuers'];
}

/** The whole product, running on this machine. */
export interface Cloud {
  readonly url: string;
  readonly inboxUrl: string;
  readonly dynamo: DynamoDb;
  readonly s3Url: string;
  readonly oidc: Oidc;
  readonly ses: Awaited<ReturnType<typeof startSes>>;
  /** Where mail for the product comes in. */
  readonly smtp: LocalSmtp;
  readonly kms: Awaited<ReturnType<typeof startKms>>;
  /** Everything that functions are told, endpoints included: for commands that act on the same data. */
  readonly environment: Readonly<Record<string, string>>;
  readonly tableNames: Readonly<Record<TableId, string>>;
  readonly auditBucket: string;
  readonly inboundBucket: string;
  /** Runs a function with an event, as AWS would. */
  invoke(name: FunctionName, event: unknown): ReturnType<RunningFunction['invoke']>;
  stop(): Promise<void>;
}

const buildDirectory = join(import.meta.dirname, '..', '.local', 'build');
const region = 'ap-southeast-1';
const auditBucket = 'cloudfly-privacy-local-audit';
const inboundBucket = 'cloudfly-privacy-local-inbound-mail';
const tableNames = {
  records: 'cloudfly-privacy-local-records',
  keys: 'cloudfly-privacy-local-keys',
  audit: 'cloudfly-privacy-local-audit',
} as const satisfies Record<TableId, string>;
const keyAlias = (id: string) => `alias/cloudfly-privacy-local-${id}`;
/** Encrypts the bucket of inbound mail; no function uses it itself. */
const inboundKey = keyAlias('inbound-mail');
/** Who runs the local product, for the foot of mails and for receipts. */
const localOperator: Sender = {
  name: 'CloudFly',
  country: 'VN',
  postalAddress: '1 Đường Ví Dụ, Thành phố Hồ Chí Minh',
  phone: '1900 0000',
  site: 'https://cloudfly.example',
  email: 'privacy@cloudfly.example',
  policyUrl: 'https://cloudfly.example/privacy-policy',
};
export const localSender = 'CloudFly <no-reply@cloudfly.example>';

/** Starts every part and connects them. What was started is stopped again when a later part cannot start. */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { directory, ports = {}, onProgress = () => {} } = options;
  if (directory) mkdirSync(directory, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  // One number: what functions are told is what the local SES takes.
  const mailsPerSecond = options.environment?.[environment.mailsPerSecond] ?? '100';
  const started = async <T extends { stop(): Promise<void> }>(part: Promise<T>): Promise<T> => {
    const running = await part;
    stops.push(() => running.stop());
    return running;
  };
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end().catch(() => {});
  };
  const within = (name: string) => (directory ? { directory: join(directory, name) } : {});
  const at = (port: number | undefined) => (port === undefined ? {} : { port });
  const running = new Map<FunctionName, RunningFunction>();
  const all: Record<string, string> = {};
  const invoke = async (name: FunctionName, event: unknown) => {
    const fn = running.get(name);
    if (!fn) throw new Error(`the function ${name} is not running`);
    return fn.invoke(event);
  };
  // As SNS does, an event that the function failed at comes again.
  const tellMailEvent = async (event: unknown) => {
    const { error } = await invoke('mailEvents', event);
    if (error) throw new Error(error.errorType);
  };
  try {
    onProgress('DynamoDB, KMS, SES, S3 and sign-in');
    const bundles = options.bundlePaths
      ? Promise.resolve(options.bundlePaths)
      : bundleFunctions({ outDir: join(buildDirectory, 'functions') });
    // A failure elsewhere must not leave this one unheard.
    bundles.catch(() => {});
    const keys = Object.fromEntries([
      ...Object.keys(functionKeys).map((id) => [
        keyAlias(id),
        id === 'anchor' || id === 'receipts' ? 'ECC_NIST_P256' : 'SYMMETRIC_DEFAULT',
      ]),
      [inboundKey, 'SYMMETRIC_DEFAULT'],
    ]) as Parameters<typeof startKms>[0]['keys'];
    const kmsStarted = started(startKms({ ...within('kms'), ...at(ports.kms), keys }));
    const s3Started = async () => {
      const { url } = await kmsStarted;
      return started(startS3({ ...within('s3'), ...at(ports.s3), kms: { url, keyId: inboundKey } }));
    };
    let smtp: LocalSmtp | undefined;
    const parts = await settled([
      started(
        startDynamoDb({ ...within('dynamodb'), ...at(ports.dynamodb), engine: options.engine ?? 'auto' }),
      ),
      kmsStarted,
      started(
        startSes({
          ...within('ses'),
          ...at(ports.ses),
          ratePerSecond: Number(mailsPerSecond),
          onEvent: (event) => tellMailEvent(event),
          writeToUs: { address: () => String(all[environment.supportAddress]), smtp: () => smtp },
        }),
      ),
      s3Started(),
    ] as const);
    const [dynamo, kms, ses, s3] = parts;
    const proxy = options.between ? await started(options.between(dynamo.url)) : dynamo;

    const aws = {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: proxy.url,
      AWS_ENDPOINT_URL_KMS: kms.url,
      AWS_ENDPOINT_URL_SES: ses.url,
      AWS_ENDPOINT_URL_S3: s3.url,
    };
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = { region, credentials };
    const direct = new DynamoDBClient({ ...client, endpoint: dynamo.url });
    stops.push(async () => direct.destroy());
    const buckets = new S3Client({ ...client, endpoint: s3.url, forcePathStyle: true });
    stops.push(async () => buckets.destroy());
    await settled([
      createTables(direct, tableNames),
      createAuditBucket(buckets),
      createInboundBucket(buckets, inboundBucket, inboundKey),
    ]);

    onProgress('functions');
    const bundlePaths = await bundles;
    const names = Object.keys(functions) as FunctionName[];
    const routes = names.flatMap((name): GatewayRoute[] =>
      (declarationOf(name).routes ?? []).map((route) => ({
        ...route,
        invoke: (event) => invoke(name, event),
      })),
    );
    const staticSites: Record<string, StaticSite> = {};
    const gateway = await started(
      startGateway({
        ...at(ports.gateway),
        routes,
        staticSites,
        ...(options.redirects ? { redirects: options.redirects } : {}),
        ...(options.payloadFormat ? { payloadFormat: options.payloadFormat } : {}),
      }),
    );
    const oidc = await started(
      startOidc({
        ...within('oidc'),
        ...at(ports.oidc),
        staff: {
          redirectUris: [`${gateway.url}/graphiql/`],
          postLogoutRedirectUris: [`${gateway.url}/graphiql/`],
        },
        customers: {
          redirectUris: [`${gateway.url}/demo/`],
          postLogoutRedirectUris: [`${gateway.url}/demo/`],
        },
        ...(options.demoCustomers ? { demoCustomers: options.demoCustomers } : {}),
        browserOrigins: [gateway.url],
      }),
    );
    Object.assign(
      staticSites,
      options.sites?.({ url: gateway.url, inboxUrl: ses.inboxUrl, issuers: oidc.issuers }),
    );
    Object.assign(all, {
      ...aws,
      ...Object.fromEntries(
        (Object.keys(tables) as TableId[]).map((id) => [tables[id].nameVariable, tableNames[id]]),
      ),
      ...Object.fromEntries(Object.entries(functionKeys).map(([id, key]) => [key.variable, keyAlias(id)])),
      [environment.createsKeys]: 'true',
      [environment.auditBucket]: auditBucket,
      [environment.staffIssuer]: JSON.stringify(oidc.issuers.staff),
      [environment.customerIssuer]: JSON.stringify(oidc.issuers.customers),
      [environment.serviceIssuer]: JSON.stringify(oidc.issuers.services),
      [environment.referencePattern]: '(SUP|BIL|PRV|LEG)-[1-9][0-9]{0,7}',
      [environment.linksUrl]: gateway.url,
      [environment.informationPage]: `${gateway.url}/demo/#/give-information/`,
      [environment.mailFrom]: localSender,
      [environment.mailSender]: JSON.stringify(localOperator),
      [environment.mailConfigurationSet]: 'cloudfly-privacy-local',
      [environment.refusalAddress]: 'refuse@cloudfly.example',
      [environment.supportAddress]: 'support@cloudfly.example',
      [environment.inboundBucket]: inboundBucket,
      [environment.ownSites]: 'cloudfly.vn,cloudfly.example',
      [environment.mailsPerSecond]: mailsPerSecond,
      [environment.mailEventsTopic]: mailEventsTopic,
      [environment.allowedOrigins]: gateway.url,
      [environment.introspection]: 'everyone',
      [environment.clearReadsPerHour]: String(limits.clearReadsPerHour),
      [environment.maskedReadsPerHour]: String(limits.maskedReadsPerHour),
      [environment.requestsPerMinute]: String(limits.requestsPerMinute),
      // Everybody here comes from one address.
      [environment.registrationsPerHour]: '1000',
      ...options.environment,
    });
    for (const name of names) {
      const bundlePath = bundlePaths[name];
      if (!bundlePath) throw new Error(`the function ${name} has no entry`);
      const env = environmentFor(declarationOf(name), all);
      const fn = startFunction(name, { bundlePath, env, ...(options.onLog ? { onLog: options.onLog } : {}) });
      running.set(name, fn);
      stops.push(() => fn.stop());
    }

    for (const name of names.filter((one) => declarationOf(one).receipts)) {
      const variables = [environment.mailFrom, environment.refusalAddress, environment.supportAddress];
      smtp = await started(
        startReceiving({
          ...at(ports.smtp),
          addresses: variables.map((variable) => all[variable] ?? ''),
          keep: (id, stored) => keepRawMail(buckets, inboundBucket, id, stored),
          functionName: name,
          invoke: (event) => invoke(name, event),
        }),
      );
    }
    if (!smtp) throw new Error('no function takes the receipts of inbound mail');

    // Nothing sends any more when this is reached, and the functions still run: every event arrives.
    stops.push(() => ses.idle());
    onProgress('streams and schedules');
    const streams = new DynamoDBStreamsClient({ ...client, endpoint: proxy.url });
    stops.push(async () => streams.destroy());
    const pumps: StreamPump[] = [];
    for (const name of names) {
      const { stream } = declarationOf(name);
      if (!stream) continue;
      const streamArn = await streamArnOf(direct, tableNames[stream.table]);
      pumps.push(
        startStreamPump({
          streamsClient: streams,
          streamArn,
          batchSize: stream.batchSize,
          filter: streamFilter(stream),
          retries: stream.retries,
          ...(stream.parallel ? { parallel: stream.parallel } : {}),
          invoke: (event) => invoke(name, event),
          ...(directory ? { checkpointFile: join(directory, `stream-${name}.json`) } : {}),
          onParked: async (record) => {
            if (directory)
              await appendFile(join(directory, `parked-${name}.jsonl`), `${JSON.stringify(record)}\n`, {
                mode: 0o600,
              });
          },
        }),
      );
    }
    stops.push(async () => void (await Promise.all(pumps.map((pump) => pump.stop()))));
    if (options.scheduled !== false) {
      const schedules: Schedule[] = names.flatMap((name) => {
        const { everyMinutes } = declarationOf(name);
        return everyMinutes === undefined
          ? []
          : [startSchedule({ name, everyMinutes, invoke: (event) => invoke(name, event) })];
      });
      stops.push(async () => void (await Promise.all(schedules.map((schedule) => schedule.stop()))));
    }
    return {
      url: gateway.url,
      inboxUrl: ses.inboxUrl,
      dynamo,
      s3Url: s3.url,
      oidc,
      ses,
      smtp,
      kms,
      environment: all,
      tableNames,
      auditBucket,
      inboundBucket,
      invoke,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const declarationOf = (name: FunctionName): FunctionDeclaration => functions[name];

/** All of them, or the first fault once none is under way any more: nothing is left running unheard. */
async function settled<const T extends readonly Promise<unknown>[]>(
  all: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const outcomes = await Promise.allSettled(all);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value) as never;
}

async function streamArnOf(dynamo: DynamoDBClient, table: string): Promise<string> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }));
  if (!Table?.LatestStreamArn) throw new Error(`the table ${table} has no stream`);
  return Table.LatestStreamArn;
}

/** The write-once bucket, as deployed: what is put there stays for the time of the log floor. */
async function createAuditBucket(s3: S3Client): Promise<void> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: auditBucket, ObjectLockEnabledForBucket: true }));
    await s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket: auditBucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } },
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'BucketAlreadyOwnedByYou') throw error;
  }
}
