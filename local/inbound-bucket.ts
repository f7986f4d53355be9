import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { inboundFolders } from '../lambda/declared/inbound-folders.ts';
import { limits } from '../lambda/declared/limits.ts';

/** The bucket of inbound mail, as deployed: everything in it is encrypted, and raw mail goes by itself when nobody filed it. */
export async function createInboundBucket(s3: S3Client, bucket: string, keyId: string): Promise<void> {
  const Bucket = bucket;
  try {
    await s3.send(new CreateBucketCommand({ Bucket }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'BucketAlreadyOwnedByYou') throw error;
  }
  const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyId } as const;
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }] },
    }),
  );
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: 'raw-mail',
            Status: 'Enabled',
            Filter: { Prefix: inboundFolders.raw },
            Expiration: { Days: limits.rawMailDays },
          },
        ],
      },
    }),
  );
}

/** Keeps a mail as SES's S3 action does, under its id. */
export async function keepRawMail(s3: S3Client, bucket: string, id: string, stored: Buffer): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: inboundFolders.raw + id, Body: stored }));
}
