import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SESClient } from '@aws-sdk/client-ses';
import type { StageConfig } from '../../cdk/stage-config.ts';
import type { FunctionKeyId } from '../../lambda/declared/function-keys.ts';
import type { TableId } from '../../lambda/declared/tables.ts';
import type { Finding } from './finding.ts';
import type { SignedCalls } from './signed-calls.ts';

/** What is looked at, wherever it runs: a stage in AWS, or the local cloud. */
export interface Examined {
  readonly tableNames: Readonly<Record<TableId, string>>;
  /** Ids, ARNs or aliases. */
  readonly keyNames: Readonly<Record<FunctionKeyId, string>>;
  readonly auditBucket: string;
  /** Days that the audit bucket locks what is put there, at least. */
  readonly auditLockDays: number;
  /** Base address of the site, without a trailing slash. */
  readonly siteUrl: string;
  readonly dynamodb: DynamoDBClient;
  readonly kms: KMSClient;
  readonly s3: S3Client;
  readonly now: () => Date;
}

/** What only a stage in AWS has. */
export interface ExaminedStage extends Examined {
  readonly config: StageConfig;
  readonly ses: SESClient;
  readonly calls: SignedCalls;
  readonly dns: Dns;
  /** Which version this checkout is. */
  readonly version: string;
  /** A mail of a campaign as it arrived, whole; undefined when none was given. */
  readonly received?: Buffer | undefined;
}

/** The part of `node:dns/promises` that is used. */
export interface Dns {
  resolveMx(name: string): Promise<{ exchange: string; priority: number }[]>;
  resolveTxt(name: string): Promise<string[][]>;
  resolveCname(name: string): Promise<string[]>;
}

/** One thing that must stand, in any place or in a stage alone. It may throw: then it is unknown. */
export type Check = (examined: Examined) => Promise<Finding>;
export type StageCheck = (examined: ExaminedStage) => Promise<Finding>;
