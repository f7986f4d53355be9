import { SignCommand, VerifyCommand } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { createArchiveBucket } from '../store/archive-bucket.ts';
import { createAuditArchive } from '../store/archive-rows.ts';
import { createAuditTable } from '../store/audit-table.ts';
import { readEnvironment } from './env.ts';
import { extendPorts } from './extend-ports.ts';
import { lazy } from './lazy.ts';
import { wire } from './wiring.ts';

/** The write-once bucket of this function. S3 by path where an endpoint is set, since a local one has no names of buckets. */
export const wireBucket = lazy(() => {
  const env = readEnvironment();
  const s3 = new S3Client({
    forcePathStyle: env.hasS3Endpoint,
    requestHandler: { requestTimeout: 10_000, connectionTimeout: 1000 },
  });
  return createArchiveBucket({ s3, bucket: env.text('auditBucket') });
});

/** The ports of functions that close and verify the audit trail. */
export const wireArchive = lazy(() => {
  const env = readEnvironment();
  const wired = wire();
  const signing = () =>
    ({
      KeyId: env.text('keyAnchor'),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }) as const;
  return extendPorts(wired, {
    archive: createAuditArchive(wireBucket()),
    table: createAuditTable({ dynamo: wired.dynamo, table: env.text('tableAudit') }),
    macKey: () => wired.auditKeys.macKey(),
    async sign(digest: Uint8Array): Promise<Uint8Array> {
      const { Signature } = await wired.kms.send(new SignCommand({ ...signing(), Message: digest }));
      if (!Signature) throw new TypeError('KMS gave no signature');
      return Signature;
    },
    async verifySignature(digest: Uint8Array, signature: Uint8Array): Promise<boolean> {
      try {
        const command = new VerifyCommand({ ...signing(), Message: digest, Signature: signature });
        return (await wired.kms.send(command)).SignatureValid === true;
      } catch (error) {
        if (error instanceof Error && error.name === 'KMSInvalidSignatureException') return false;
        throw error;
      }
    },
  });
});
