import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { S3Client } from '@aws-sdk/client-s3';
import { environment } from '../lambda/declared/environment.ts';
import type { FunctionDeclaration } from '../lambda/declared/function-declaration.ts';
import { functionKeys } from '../lambda/declared/function-keys.ts';
import { type FunctionName, functions } from '../lambda/declared/functions.ts';
import type { TableId } from '../lambda/declared/tables.ts';
import { createAuditBucket } from './audit-bucket.ts';
import { createTables } from './dynamodb/create-tables.ts';
import { type DynamoDb, startDynamoDb } from './dynamodb/start.ts';
import { environmentFor } from './function-environment.ts';
import { bundleFunctions } from './functions/bundle.ts';
import { type RunningFunction, startFunction } from './functions/function-host.ts';
import { type Schedule, startSchedule } from './functions/schedule.ts';
import { startPumps } from './functions/start-pumps.ts';
import type { GatewayRoute } from './gateway/match-route.ts';
import { startGateway } from './gateway/start.ts';
import type { StaticSite } from './gateway/static-site.ts';
import { createInboundBucket, keepRawMail } from './inbound-bucket.ts';
import { startKms } from './kms/start.ts';
import { auditBucket, inboundBucket, inboundKey, keyAlias, region, tableNames } from './local-names.ts';
import { type Oidc, type SigningKeys, startOidc } from './oidc/start.ts';
import { startS3 } from './s3/start.ts';
import { type LocalSmtp, startReceiving } from './ses/receive-start.ts';
import { startSes } from './ses/start.ts';
import { settled } from './settled.ts';
import { toldEnvironment } from './told-environment.ts';

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
  /** The issuers' keys, where they were made before. */
  readonly signingKeys?: SigningKeys;
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
          ...(directory ? { eventsDirectory: join(directory, 'ses-events') } : {}),
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
      createAuditBucket(buckets, auditBucket),
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
        ...(options.signingKeys ? { signingKeys: options.signingKeys } : {}),
        browserOrigins: [gateway.url],
      }),
    );
    Object.assign(
      staticSites,
      options.sites?.({ url: gateway.url, inboxUrl: ses.inboxUrl, issuers: oidc.issuers }),
    );
    Object.assign(
      all,
      aws,
      toldEnvironment({ url: gateway.url, issuers: oidc.issuers, mailsPerSecond }),
      options.environment,
    );
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
          ...within('receipts'),
          ...at(ports.smtp),
          addresses: variables.map((variable) => all[variable] ?? ''),
          keep: (id, stored) => keepRawMail(buckets, inboundBucket, id, stored),
          functionName: name,
          invoke: (event) => invoke(name, event),
        }),
      );
    }
    if (!smtp) throw new Error('no function takes the receipts of inbound mail');
    ses.resume();

    // Nothing sends any more when this is reached, and the functions still run: every event arrives.
    stops.push(() => ses.idle());
    onProgress('streams and schedules');
    const streams = new DynamoDBStreamsClient({ ...client, endpoint: proxy.url });
    stops.push(async () => streams.destroy());
    const pumps = await startPumps({
      streams,
      dynamo: direct,
      invoke,
      directory,
      // A proxy may hold back what the engine tells of.
      onRecord: options.between ? undefined : dynamo.onRecord,
    });
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
