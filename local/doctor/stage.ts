import { Resolver } from 'node:dns/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { stageConfig } from '../../cdk/config.ts';
import { bucketName, tableName } from '../../cdk/names.ts';
import type { StageConfig, StageName } from '../../cdk/stage-config.ts';
import { versionOf } from '../../cdk/version.ts';
import { type FunctionKeyId, functionKeys } from '../../lambda/declared/function-keys.ts';
import type { ExaminedStage } from './examined.ts';
import { createSignedCalls } from './signed-calls.ts';

/** A stage in AWS, looked at with the credentials of whoever runs the command. */
export function stageOf(name: StageName, received: Buffer | undefined): ExaminedStage {
  const config = stageConfig(name);
  const client = { region: config.region };
  const dynamodb = new DynamoDBClient(client);
  return {
    ...namesOf(config),
    config,
    dynamodb,
    kms: new KMSClient(client),
    s3: new S3Client(client),
    ses: new SESClient(client),
    calls: createSignedCalls({ region: config.region, credentials: dynamodb.config.credentials }),
    dns: new Resolver({ timeout: 5000, tries: 2 }),
    now: () => new Date(),
    version: versionOf(join(import.meta.dirname, '../..')),
    received,
  };
}

/** What is where in a stage: the names that its stacks give. */
export function namesOf(config: StageConfig) {
  const keys = Object.keys(functionKeys) as FunctionKeyId[];
  return {
    tableNames: {
      records: tableName(config, 'records'),
      keys: tableName(config, 'keys'),
      audit: tableName(config, 'audit'),
    },
    keyNames: Object.fromEntries(keys.map((id) => [id, `alias/${config.namePrefix}-${id}`])) as Record<
      FunctionKeyId,
      string
    >,
    auditBucket: bucketName(config, 'audit'),
    auditLockDays: config.auditLockDays,
    siteUrl: `https://${config.siteDomain}`,
  };
}
