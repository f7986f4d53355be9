import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { type BucketId, bucketName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';

/** What every bucket has: nobody outside, TLS alone, and it outlives its stack. */
export const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** Who touched the other buckets. S3 delivers these logs only under its own key; they name roles and ids, no person. */
export function createAccessLogBucket(scope: Construct, id: string, config: StageConfig): Bucket {
  return new Bucket(scope, id, {
    ...closed,
    bucketName: bucketName(config, 'access-logs'),
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ expiration: Duration.days(config.logDays) }],
  });
}

/** The archive of the audit trail: what is written can be neither changed, covered nor removed before its time, by anyone. */
export function createWriteOnceBucket(
  scope: Construct,
  id: string,
  config: StageConfig,
  storageKey: IKey,
  accessLogs: Bucket,
): Bucket {
  const bucket = new Bucket(scope, id, {
    ...closed,
    bucketName: bucketName(config, 'audit'),
    versioned: true,
    objectLockEnabled: true,
    objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(config.auditLockDays)),
    encryption: BucketEncryption.KMS,
    encryptionKey: storageKey,
    bucketKeyEnabled: true,
    serverAccessLogsBucket: accessLogs as IBucket,
    serverAccessLogsPrefix: 'audit/',
  });
  // The lock keeps what lies below a newer version, or below a mark that it was deleted, and readers find neither.
  const everyone = { effect: Effect.DENY, principals: [new AnyPrincipal()] };
  const resources = [bucket.arnForObjects('*')];
  bucket.addToResourcePolicy(
    new PolicyStatement({
      ...everyone,
      sid: 'OnlyWhereNothingIs',
      actions: ['s3:PutObject'],
      resources,
      conditions: { Null: { 's3:if-none-match': 'true' } },
    }),
  );
  bucket.addToResourcePolicy(
    new PolicyStatement({ ...everyone, sid: 'NothingIsHidden', actions: ['s3:DeleteObject'], resources }),
  );
  return bucket;
}

export interface FailureBucketProps {
  readonly name: BucketId;
  /** Days that a failure is kept. */
  readonly days: number;
  readonly config: StageConfig;
  readonly storageKey: IKey;
  readonly accessLogs: Bucket;
}

/** What failed to the end, whole, until someone has looked. */
export function createFailureBucket(scope: Construct, id: string, props: FailureBucketProps): Bucket {
  return new Bucket(scope, id, {
    ...closed,
    bucketName: bucketName(props.config, props.name),
    encryption: BucketEncryption.KMS,
    encryptionKey: props.storageKey,
    bucketKeyEnabled: true,
    lifecycleRules: [{ expiration: Duration.days(props.days) }],
    serverAccessLogsBucket: props.accessLogs as IBucket,
    serverAccessLogsPrefix: `${props.name}/`,
  });
}
