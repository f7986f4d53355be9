import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Cloud } from '../../../local/cloud.ts';
import type { Invoke } from '../../../local/functions/invocation.ts';
import { sorted } from '../synthesized-stage.ts';
import { tableOf } from './deployed.ts';
import { type Effective, meaning } from './effective.ts';
import type { Recorded } from './recorded.ts';

const prefix = /^(alias\/)?cloudfly-privacy-local-/;
const short = (name: string) => name.replace(prefix, '');

/** Calls, and tells which function it was. One after the other: who was called last is who is asked about. */
type Called = (invoke: Invoke) => Promise<string>;

/** What the local cloud runs: asked of its database and its buckets, and of what it started everything else with. */
export async function local(cloud: Cloud, recorded: Recorded): Promise<Effective> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = { region: 'ap-southeast-1', credentials };
  const dynamo = new DynamoDBClient({ ...client, endpoint: cloud.dynamo.url });
  const s3 = new S3Client({ ...client, endpoint: cloud.s3Url, forcePathStyle: true });
  const called: Called = async (invoke) => {
    delete recorded.called;
    await invoke({});
    return recorded.called ?? '';
  };
  try {
    return {
      tables: await tablesOf(dynamo, Object.values(cloud.tableNames)),
      streams: await byFunction(recorded.pumps, called, (pump) => ({
        table: short(/table\/([^/]+)\/stream/.exec(pump.streamArn)?.[1] ?? ''),
        batchSize: pump.batchSize,
        retries: pump.retries,
        parallel: pump.parallel ?? 1,
        filter: pump.filter ?? {},
      })),
      schedules: await byFunction(recorded.schedules, called, ({ everyMinutes }) => everyMinutes),
      ...environmentOf(recorded),
      routes: await routesOf(recorded, called),
      told: {
        mailEvents: await called(async (event) => ({
          result: await recorded.ses?.onEvent?.(event as never),
        })),
        receipts: await called(recorded.receiving?.invoke as Invoke),
      },
      keys: Object.fromEntries(
        Object.entries(recorded.kms?.keys ?? {}).map(([alias, spec]) => [short(alias), spec]),
      ),
      ...(await bucketsOf(s3, cloud)),
    };
  } finally {
    dynamo.destroy();
    s3.destroy();
  }
}

async function tablesOf(dynamo: DynamoDBClient, names: readonly string[]): Promise<Effective['tables']> {
  const found = names.map(async (TableName) => {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
    const { TimeToLiveDescription: expiry } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
    return [short(TableName), tableOf(Table, expiry?.AttributeName)] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

async function routesOf({ gateway }: Recorded, called: Called): Promise<string[]> {
  const lines: string[] = [];
  for (const { method, path, invoke } of gateway?.routes ?? [])
    lines.push(`${method} ${path}: ${await called(invoke)}`);
  return sorted(lines);
}

async function byFunction<Part extends { readonly invoke: Invoke }, Told>(
  parts: readonly Part[],
  called: Called,
  tell: (part: Part) => Told,
): Promise<Record<string, Told>> {
  const all: Record<string, Told> = {};
  for (const part of parts) all[await called(part.invoke)] = tell(part);
  return all;
}

function environmentOf({ functions }: Recorded): Pick<Effective, 'environment' | 'meant'> {
  const given = Object.entries(functions).map(
    ([name, { env }]) =>
      [name, Object.entries(env).filter(([variable]) => !variable.startsWith('AWS_'))] as const,
  );
  return {
    environment: Object.fromEntries(
      given.map(([name, entries]) => [name, sorted(entries.map(([variable]) => variable))]),
    ),
    meant: Object.fromEntries(
      given.map(([name, entries]) => [
        name,
        Object.fromEntries(
          entries.flatMap(([variable, value]) => (meaning.test(variable) ? [[variable, short(value)]] : [])),
        ),
      ]),
    ),
  };
}

async function bucketsOf(
  s3: S3Client,
  { auditBucket, inboundBucket: Bucket }: Cloud,
): Promise<Pick<Effective, 'archiveLock' | 'inbound'>> {
  const { ObjectLockConfiguration: lock } = await s3.send(
    new GetObjectLockConfigurationCommand({ Bucket: auditBucket }),
  );
  const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  const { ServerSideEncryptionConfiguration: encryption } = await s3.send(
    new GetBucketEncryptionCommand({ Bucket }),
  );
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  return {
    archiveLock: lock?.Rule?.DefaultRetention?.Mode,
    inbound: {
      encryption: encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
      expiry: Object.fromEntries(
        Rules.map(({ Filter, Expiration }) => [Filter?.Prefix ?? '', Expiration?.Days ?? 0]),
      ),
      versions: Status,
    },
  };
}
