import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { inboundFolders } from '../../lambda/declared/inbound-folders.ts';
import { limits } from '../../lambda/declared/limits.ts';
import { bucketName, functionNames, receiptRuleArn, roleArn } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';
import { administeredByAccount } from './function-keys.ts';
import { closed } from './kept-buckets.ts';

export type InboundAccess = NonNullable<FunctionDeclaration['inboundBucket']>;

/** What each kind of access does with the bucket's key. Whoever puts reads the bucket's own data key as well. */
export const inboundKeyActions = {
  file: ['kms:Decrypt', 'kms:GenerateDataKey'],
  readSealed: ['kms:Decrypt'],
  keepSealed: ['kms:Decrypt', 'kms:GenerateDataKey'],
} as const satisfies Readonly<Record<InboundAccess, readonly string[]>>;

/**
 * Where mail that comes in lies: raw until it is filed, the only place with words in clear; attachments sealed. It has a key of its own, which
 * only the functions that are declared for it may use: an administrator's wide role does not read mails.
 */
export class InboundStorage extends Construct {
  readonly key: Key;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, config: StageConfig, accessLogs: Bucket) {
    super(scope, id);
    this.key = this.#key(config);
    this.bucket = new Bucket(this, 'Bucket', {
      ...closed,
      bucketName: bucketName(config, 'inbound-mail'),
      // Ours, at rest. A key in SES's own action would mean encryption by its client library, which exists for few languages.
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      // Without versions: what is deleted is gone, as it must be once a mail is filed or its writer forgotten.
      versioned: false,
      lifecycleRules: [
        { id: 'raw', prefix: inboundFolders.raw, expiration: Duration.days(limits.rawMailDays) },
        {
          id: 'leftovers',
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          // Should versions ever be turned on.
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
      serverAccessLogsBucket: accessLogs as IBucket,
      serverAccessLogsPrefix: 'inbound-mail/',
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'MailsThatComeIn',
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects(`${inboundFolders.raw}*`)],
        conditions: ofReceiptRule(config),
      }),
    );
  }

  #key(config: StageConfig): Key {
    return new Key(this, 'Key', {
      description: `${config.namePrefix}: encrypts the bucket of inbound mail`,
      alias: `${config.namePrefix}-inbound-mail`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          administeredByAccount(),
          ...(Object.keys(inboundKeyActions) as InboundAccess[]).flatMap((access) =>
            this.#use(access, config),
          ),
          new PolicyStatement({
            sid: 'MailsThatComeIn',
            principals: [new ServicePrincipal('ses.amazonaws.com')],
            // Decrypt: a large mail comes in parts, whose data key S3 has to open again.
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: ['*'],
            conditions: ofReceiptRule(config),
          }),
        ],
      }),
    });
  }

  /** None where no function has this access: a statement for nobody would be one for everybody. */
  #use(access: InboundAccess, config: StageConfig): readonly PolicyStatement[] {
    const named = functionNames.filter(
      (name) => (functions[name] as FunctionDeclaration).inboundBucket === access,
    );
    if (named.length === 0) return [];
    const statement = new PolicyStatement({
      sid: sids[access],
      principals: [new AccountRootPrincipal()],
      actions: [...inboundKeyActions[access]],
      resources: ['*'],
      conditions: {
        StringEquals: {
          'aws:PrincipalAccount': Aws.ACCOUNT_ID,
          'kms:ViaService': `s3.${config.region}.amazonaws.com`,
        },
        ArnEquals: { 'aws:PrincipalArn': named.map((name) => roleArn(config, name)) },
      },
    });
    return [statement];
  }
}

const sids = { file: 'Filing', readSealed: 'ReadingSealed', keepSealed: 'KeepingSealed' } as const;

/** SES acts for the rule of this stage, and for nobody else's that names our bucket. */
const ofReceiptRule = (config: StageConfig) => ({
  StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
  ArnEquals: { 'aws:SourceArn': receiptRuleArn(config) },
});
