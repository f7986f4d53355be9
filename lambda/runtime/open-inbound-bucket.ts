import { S3Client } from '@aws-sdk/client-s3';
import type { InboundBucket } from '../domain/ports/inbound.ts';
import { createInboundBucket } from '../store/inbound-bucket.ts';
import type { Environment } from './env.ts';

/** The bucket of inbound mail. S3 by path where an endpoint is set, since a local one has no names of buckets. */
export function openInboundBucket(env: Pick<Environment, 'text' | 'hasS3Endpoint'>): InboundBucket {
  const s3 = new S3Client({
    forcePathStyle: env.hasS3Endpoint,
    requestHandler: { requestTimeout: 10_000, connectionTimeout: 1000 },
  });
  return createInboundBucket({ s3, bucket: env.text('inboundBucket') });
}
