import { notImplemented, S3Error } from './errors.ts';
import { bucketOf, type S3Operation } from './request.ts';
import { elementOf, toXml } from './xml.ts';

/** From now on what is put there is sealed before it is kept, whether or not the request asks for it. */
export const putBucketEncryption: S3Operation = (store, request) => {
  const bucket = bucketOf(store, request);
  const xml = request.body.toString('utf8');
  const algorithm = elementOf(xml, 'SSEAlgorithm');
  const keyId = elementOf(xml, 'KMSMasterKeyID');
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms')
    throw new S3Error(400, 'MalformedXML', 'The local S3 knows the algorithms AES256 and aws:kms.');
  if (!store.canSeal) throw notImplemented();
  store.saveBucket({ ...bucket, encryption: { algorithm, ...(keyId && { keyId }) } });
  return { status: 200 };
};

export const getBucketEncryption: S3Operation = (store, request) => {
  const { encryption } = bucketOf(store, request);
  if (!encryption)
    throw new S3Error(
      404,
      'ServerSideEncryptionConfigurationNotFoundError',
      'The server side encryption configuration was not found',
    );
  const { algorithm, keyId } = encryption;
  return {
    status: 200,
    body: toXml('ServerSideEncryptionConfiguration', {
      Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId } },
    }),
  };
};
