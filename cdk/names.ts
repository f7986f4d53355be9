import { Aws } from 'aws-cdk-lib';
import { type FunctionName, functions } from '../lambda/declared/functions.ts';
import type { TableId } from '../lambda/declared/tables.ts';
import type { StageConfig } from './stage-config.ts';

/** Names that are written out, so that one stack can speak of another's resource without a circle between them. */
export const roleName = (config: StageConfig, name: FunctionName): string => `${config.namePrefix}-${name}`;
export const tableName = (config: StageConfig, id: TableId): string => `${config.namePrefix}-${id}`;
/** ARN of a table, known before the table exists: its own policy names it. */
export const tableArn = (config: StageConfig, id: TableId): string =>
  `arn:${Aws.PARTITION}:dynamodb:${config.region}:${Aws.ACCOUNT_ID}:table/${tableName(config, id)}`;
export const logGroupName = (config: StageConfig, name: string): string => `/${config.namePrefix}/${name}`;

/** ARN of the version of a function that is live, known before the function exists: a user pool names it. */
export const liveArn = (config: StageConfig, name: FunctionName): string =>
  `arn:${Aws.PARTITION}:lambda:${config.region}:${Aws.ACCOUNT_ID}:function:${config.namePrefix}-${name}:live`;

/** The configuration set that every mail goes through, and its ARN: key and topic policies name it. */
export const configurationSetName = (config: StageConfig): string => `${config.namePrefix}-mail`;
export const configurationSetArn = (config: StageConfig): string =>
  `arn:${Aws.PARTITION}:ses:${config.region}:${Aws.ACCOUNT_ID}:configuration-set/${configurationSetName(config)}`;
/** ARN of the topic that SES's events come through. */
export const mailEventsTopicArn = (config: StageConfig): string =>
  `arn:${Aws.PARTITION}:sns:${config.region}:${Aws.ACCOUNT_ID}:${config.namePrefix}-mail-events`;

/** The rule set of mail that comes in, and the ARN of its one rule: bucket, key and function let it alone in. */
export const receiptRuleSetName = (config: StageConfig): string => `${config.namePrefix}-inbound`;
export const receiptRuleName = 'every-mail';
export const receiptRuleArn = (config: StageConfig): string =>
  `arn:${Aws.PARTITION}:ses:${config.region}:${Aws.ACCOUNT_ID}:receipt-rule-set/${receiptRuleSetName(config)}:receipt-rule/${receiptRuleName}`;

export type BucketId = 'access-logs' | 'audit' | 'dead-batches' | 'inbound-mail' | 'dead-receipts' | 'page';
export const bucketName = (config: StageConfig, id: BucketId): string => `${config.namePrefix}-${id}`;
export const bucketArn = (config: StageConfig, id: BucketId): string =>
  `arn:${Aws.PARTITION}:s3:::${bucketName(config, id)}`;

/** ARN of a function's role, known before the role exists: key policies name it. */
export const roleArn = (config: StageConfig, name: FunctionName): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${roleName(config, name)}`;

/** The output of the app stack that says which version is deployed. */
export const versionOutput = 'Version';

export const functionNames = Object.keys(functions) as readonly FunctionName[];
