import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { environment } from '../../lambda/declared/environment.ts';
import { inboundFolders } from '../../lambda/declared/inbound-folders.ts';
import { bucketArn, bucketName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';
import type { DeclaredFunction } from './declared-function.ts';
import { objectStatement, storageUse } from './grants.ts';
import { type InboundAccess, inboundKeyActions } from './inbound-storage.ts';

/** Lets a function use the bucket of inbound mail as declared, under the bucket's key through S3 alone, and tells it the bucket. */
export function grantInboundBucket(
  fn: DeclaredFunction,
  access: InboundAccess,
  config: StageConfig,
  key: Key,
): void {
  const bucket = bucketArn(config, 'inbound-mail');
  const [raw, sealed] = [`${inboundFolders.raw}*`, `${inboundFolders.sealed}*`];
  if (access === 'file') {
    fn.grant(
      objectStatement(fn, ['s3:DeleteObject', 's3:GetObject'], `${bucket}/${raw}`),
      objectStatement(fn, ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], `${bucket}/${sealed}`),
    );
  } else {
    const actions = access === 'keepSealed' ? ['s3:GetObject', 's3:PutObject'] : ['s3:GetObject'];
    fn.grant(objectStatement(fn, actions, `${bucket}/${sealed}`));
  }
  // Also for what is read: S3 says that an object is gone only to who may list its name; to others it is forbidden.
  fn.grant(
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: { StringLike: { 's3:prefix': access === 'file' ? [raw, sealed] : [sealed] } },
    }),
  );
  fn.grant(storageUse(key, 's3', inboundKeyActions[access]));
  fn.setEnvironment({ [environment.inboundBucket]: bucketName(config, 'inbound-mail') });
}
