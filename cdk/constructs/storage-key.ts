import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { configurationSetArn, mailEventsTopicArn } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';
import { administeredByAccount } from './function-keys.ts';

/** What a service does with a key when it encrypts for a caller; ReEncrypt and CreateGrant when it changes keys. */
const encrypting = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/**
 * Encrypts what lies still: tables, buckets, logs, topics, dead letters. It is the second lock: values are sealed under the
 * class keys before they come here. Usable only through the services that store, never by itself.
 */
export function createStorageKey(scope: Construct, id: string, config: StageConfig): Key {
  const through = ['dynamodb', 's3', 'secretsmanager', 'sqs'].map(
    (name) => `${name}.${config.region}.amazonaws.com`,
  );
  const ownAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  const sentBy = (arn: string) => ({
    ...ownAccount,
    ArnEquals: { 'aws:SourceArn': arn },
  });
  const logs = `arn:${Aws.PARTITION}:logs:${config.region}:${Aws.ACCOUNT_ID}:log-group:/${config.namePrefix}/*`;
  return new Key(scope, id, {
    description: `${config.namePrefix}: encrypts tables, buckets and logs at rest`,
    alias: `${config.namePrefix}-storage`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
    policy: new PolicyDocument({
      statements: [
        administeredByAccount(),
        new PolicyStatement({
          sid: 'ThroughStorage',
          principals: [new AccountRootPrincipal()],
          actions: encrypting,
          resources: ['*'],
          conditions: { StringEquals: { 'kms:ViaService': through, 'kms:CallerAccount': Aws.ACCOUNT_ID } },
        }),
        new PolicyStatement({
          sid: 'GrantsOfTables',
          principals: [new AccountRootPrincipal()],
          actions: ['kms:CreateGrant'],
          resources: ['*'],
          conditions: {
            StringEquals: { 'kms:ViaService': through[0] },
            Bool: { 'kms:GrantIsForAWSResource': 'true' },
          },
        }),
        new PolicyStatement({
          sid: 'Logs',
          principals: [new ServicePrincipal(`logs.${config.region}.amazonaws.com`)],
          // Of these, asking what the key is comes with no context to go by.
          actions: encrypting.filter((action) => action !== 'kms:DescribeKey'),
          resources: ['*'],
          conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logs } },
        }),
        new PolicyStatement({
          sid: 'Alarms',
          principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: ownAccount,
        }),
        new PolicyStatement({
          sid: 'MailEvents',
          principals: [new ServicePrincipal('ses.amazonaws.com')],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: sentBy(configurationSetArn(config)),
        }),
        new PolicyStatement({
          sid: 'MailEventsNotTaken',
          principals: [new ServicePrincipal('sns.amazonaws.com')],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: sentBy(mailEventsTopicArn(config)),
        }),
      ],
    }),
  });
}
