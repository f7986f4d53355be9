import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { environment } from '../../lambda/declared/environment.ts';
import { type FunctionKeyId, functionKeys } from '../../lambda/declared/function-keys.ts';
import { tables } from '../../lambda/declared/tables.ts';
import type { Examined } from './examined.ts';

/** The running local cloud, by the environment that its functions are told. It locks audit rows for the time of the log floor. */
export function localCloudOf(told: Readonly<Record<string, string>>): Examined {
  const named = (variable: string) => told[variable] ?? '';
  const client = (endpoint: string) => ({
    region: named('AWS_REGION'),
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    endpoint: named(endpoint),
  });
  const keys = Object.entries(functionKeys).map(([id, { variable }]) => [id, named(variable)]);
  return {
    tableNames: {
      records: named(tables.records.nameVariable),
      keys: named(tables.keys.nameVariable),
      audit: named(tables.audit.nameVariable),
    },
    keyNames: Object.fromEntries(keys) as Record<FunctionKeyId, string>,
    auditBucket: named(environment.auditBucket),
    auditLockDays: 400,
    siteUrl: named(environment.linksUrl),
    dynamodb: new DynamoDBClient(client('AWS_ENDPOINT_URL_DYNAMODB')),
    kms: new KMSClient(client('AWS_ENDPOINT_URL_KMS')),
    s3: new S3Client({ ...client('AWS_ENDPOINT_URL_S3'), forcePathStyle: true }),
    now: () => new Date(),
  };
}
