import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { KeptFiles } from '../kept-files.ts';

/** Not `.json`: that would be a bucket or a version. */
const fileName = 'data-key.wrapped';

/**
 * The key under which S3 seals contents: made by KMS at the first start, and kept wrapped beside what it seals.
 *
 * @param keyId the KMS key that wraps it
 * @throws KMS's errors: without that key nothing that was kept can be read
 */
export async function openDataKey(files: KeptFiles, kmsUrl: string, keyId: string): Promise<Buffer> {
  const kms = new KMSClient({
    endpoint: kmsUrl,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const named = { KeyId: keyId, EncryptionContext: { use: 'local-s3' } };
  try {
    const CiphertextBlob = files.read(fileName);
    if (CiphertextBlob) {
      const { Plaintext } = await kms.send(new DecryptCommand({ ...named, CiphertextBlob }));
      return Buffer.from(Plaintext ?? []);
    }
    const made = await kms.send(new GenerateDataKeyCommand({ ...named, KeySpec: 'AES_256' }));
    files.write(fileName, made.CiphertextBlob ?? new Uint8Array());
    return Buffer.from(made.Plaintext ?? []);
  } finally {
    kms.destroy();
  }
}
