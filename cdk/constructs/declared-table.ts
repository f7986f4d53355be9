import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { type TableDeclaration, type TableId, tables } from '../../lambda/declared/tables.ts';
import { tableArn, tableName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';

const key = (name: string) => ({ name, type: AttributeType.STRING });

/** Whatever a role allows: no row is changed or removed, and none is put outside a transaction. */
const appendOnlyPolicy = (arn: string) =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'NothingChanges',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [
          'dynamodb:BatchWriteItem',
          'dynamodb:DeleteItem',
          'dynamodb:PartiQLDelete',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLUpdate',
          'dynamodb:UpdateItem',
        ],
        resources: [arn],
      }),
      new PolicyStatement({
        sid: 'AddedInTransactions',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['dynamodb:PutItem'],
        resources: [arn],
        conditions: { StringNotEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } },
      }),
    ],
  });

/** A declared table as it must stand where customers are: kept, restorable, encrypted, with a ceiling on what it costs. */
export function createDeclaredTable(
  scope: Construct,
  id: TableId,
  config: StageConfig,
  storageKey: IKey,
): Table {
  const declaration: TableDeclaration = tables[id];
  const maximum = {
    maxReadRequestUnits: config.tableMaximum.reads,
    maxWriteRequestUnits: config.tableMaximum.writes,
  };
  const table = new Table(scope, id, {
    tableName: tableName(config, id),
    partitionKey: key(declaration.partitionKey),
    ...(declaration.sortKey ? { sortKey: key(declaration.sortKey) } : {}),
    ...(declaration.stream ? { stream: StreamViewType[declaration.stream] } : {}),
    ...(declaration.expiryAttribute ? { timeToLiveAttribute: declaration.expiryAttribute } : {}),
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...maximum,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: storageKey,
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: declaration.restoreDays,
    },
    ...(declaration.appendOnly ? { resourcePolicy: appendOnlyPolicy(tableArn(config, id)) } : {}),
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const [indexName, index] of Object.entries(declaration.indexes)) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: key(index.partitionKey),
      sortKey: key(index.sortKey),
      ...(index.includes.length > 0
        ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...index.includes] }
        : { projectionType: ProjectionType.KEYS_ONLY }),
      ...maximum,
    });
  }
  return table;
}
