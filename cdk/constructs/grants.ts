import { Aws, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { environment } from '../../lambda/declared/environment.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { type FunctionKeyId, functionKeys } from '../../lambda/declared/function-keys.ts';
import { namedKeys, type TableDeclaration, type TableId, tables } from '../../lambda/declared/tables.ts';
import { acknowledge } from '../acknowledge.ts';
import { bucketArn, bucketName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';
import type { DeclaredFunction } from './declared-function.ts';
import { contextCondition, keyActions } from './function-keys.ts';
import { type TableActions, tableActions } from './table-actions.ts';

export type TableAccess = NonNullable<FunctionDeclaration['tables'][TableId]>;

/** A key's permission through one service alone, and for one table or bucket where the service tells which. */
export const storageUse = (
  key: Key,
  service: string,
  actions: readonly string[],
  context: Record<string, string> = {},
) =>
  new PolicyStatement({
    actions: [...actions],
    resources: [key.keyArn],
    conditions: {
      StringEquals: { 'kms:ViaService': `${service}.${Stack.of(key).region}.amazonaws.com`, ...context },
    },
  });

/** Lets a function use a table as declared, and tells it the table's name. */
export function grantTable(
  fn: DeclaredFunction,
  id: TableId,
  access: TableAccess,
  table: Table,
  storageKey: Key,
) {
  const declaration: TableDeclaration = tables[id];
  const indexArns = Object.keys(declaration.indexes).map((index) => `${table.tableArn}/index/${index}`);
  const { table: onTable, query, transacted, named = [] }: TableActions = tableActions[access];
  if (onTable.length > 0) {
    fn.grant(new PolicyStatement({ actions: [...onTable], resources: [table.tableArn] }));
  }
  if (query) {
    fn.grant(new PolicyStatement({ actions: ['dynamodb:Query'], resources: [table.tableArn, ...indexArns] }));
  }
  if (transacted.length > 0) {
    fn.grant(
      new PolicyStatement({
        actions: [...transacted],
        resources: [table.tableArn],
        conditions: { StringEquals: { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] } },
      }),
    );
  }
  if (named.length > 0) {
    fn.grant(
      new PolicyStatement({
        actions: [...named],
        resources: [table.tableArn],
        conditions: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': namedKeys.map((name) => `${name}*`) },
          // Of no key at all it would be true of all.
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      }),
    );
  }
  fn.grant(
    storageUse(storageKey, 'dynamodb', ['kms:Decrypt'], {
      'kms:EncryptionContext:aws:dynamodb:tableName': table.tableName,
    }),
    // Nobody says a context who asks what a key is: with that condition it would never be let through.
    storageUse(storageKey, 'dynamodb', ['kms:DescribeKey']),
  );
  fn.setEnvironment({ [declaration.nameVariable]: table.tableName });
}

/** Lets a function call a key with that key's encryption context alone, and tells it the key. */
export function grantKey(fn: DeclaredFunction, id: FunctionKeyId, key: Key): void {
  const actions = keyActions(fn.declaration, id);
  if (actions.length === 0) return;
  const context = contextCondition(id);
  fn.grant(
    new PolicyStatement({
      actions: [...actions],
      resources: [key.keyArn],
      ...(Object.keys(context).length > 0 ? { conditions: { StringEquals: context } } : {}),
    }),
  );
  fn.setEnvironment({ [functionKeys[id].variable]: key.keyArn });
}

/** Lets a function read the write-once bucket, add to folders of it, or both; what lies there cannot be changed by it in any case. */
export function grantArchive(
  fn: DeclaredFunction,
  { reads, adds }: NonNullable<FunctionDeclaration['archive']>,
  config: StageConfig,
  storageKey: Key,
): void {
  const bucket = bucketArn(config, 'audit');
  if (reads) {
    fn.grant(objectStatement(fn, ['s3:GetObject'], `${bucket}/*`));
    fn.grant(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket] }));
  }
  for (const folder of adds) fn.grant(objectStatement(fn, ['s3:PutObject'], `${bucket}/${folder}/*`));
  // A put under a bucket key reads the bucket's key as well.
  fn.grant(
    storageUse(storageKey, 's3', ['kms:Decrypt', ...(adds.length > 0 ? ['kms:GenerateDataKey'] : [])]),
  );
  fn.setEnvironment({ [environment.auditBucket]: bucketName(config, 'audit') });
}

/** Actions on objects by a pattern of their keys, and why a pattern it is. */
export function objectStatement(
  fn: DeclaredFunction,
  actions: readonly string[],
  pattern: string,
): PolicyStatement {
  acknowledge(
    fn.role,
    'Object keys are made at run time; the wildcard stays within this one bucket of ours, and within the actions given.',
    `AwsSolutions-IAM5[Resource::${pattern.replace(Aws.PARTITION, '<AWS::Partition>')}]`,
  );
  return new PolicyStatement({ actions: [...actions], resources: [pattern] });
}
