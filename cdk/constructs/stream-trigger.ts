import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  MetricType,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { streamFilter } from '../../lambda/declared/stream-filter.ts';
import { bucketArn } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';
import type { DeclaredFunction } from './declared-function.ts';
import { objectStatement } from './grants.ts';

/** Where Lambda puts batches that failed to the end, in its own words: `aws/lambda/<mapping>/<shard>/…`. */
const deadBatchPrefix = 'aws/lambda/*';

export interface StreamTriggerProps {
  readonly stream: NonNullable<FunctionDeclaration['stream']>;
  readonly table: Table;
  readonly storageKey: Key;
  readonly config: StageConfig;
}

/**
 * A function reads a table's stream: only what failed comes again, a batch is halved to find the record at fault, and after
 * the declared retries the whole batch lies in the bucket of dead batches (a queue would get its place alone, and the stream
 * forgets after 24 hours).
 */
export function triggerByStream(fn: DeclaredFunction, props: StreamTriggerProps): EventSourceMapping {
  const { stream, table, storageKey, config } = props;
  const streamArn = table.tableStreamArn;
  if (!streamArn)
    throw new Error(`${fn.name} reads the stream of ${stream.table}, which is declared without one.`);
  const deadBatches = bucketArn(config, 'dead-batches');
  const { region } = Stack.of(fn);
  fn.grant(
    new PolicyStatement({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [streamArn],
    }),
    // Names of streams: there is no resource that it takes.
    new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [storageKey.keyArn],
      conditions: {
        StringEquals: {
          'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
          'kms:EncryptionContext:aws:dynamodb:tableName': table.tableName,
        },
      },
    }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [deadBatches] }),
    objectStatement(fn, ['s3:PutObject'], `${deadBatches}/${deadBatchPrefix}`),
    new PolicyStatement({
      actions: ['kms:GenerateDataKey'],
      resources: [storageKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    }),
  );
  const wanted = Object.fromEntries(
    Object.entries(streamFilter(stream)).map(([attribute, values]) => [
      attribute,
      { S: FilterRule.or(...values) },
    ]),
  );
  const mapping = new EventSourceMapping(fn, 'Stream', {
    target: fn.target,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: stream.batchSize,
    retryAttempts: stream.retries,
    ...(stream.parallel === undefined ? {} : { parallelizationFactor: stream.parallel }),
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    supportS3OnFailureDestination: true,
    onFailure: { bind: () => ({ destination: deadBatches }) },
    metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    ...(Object.keys(wanted).length > 0
      ? { filters: [FilterCriteria.filter({ dynamodb: { NewImage: wanted } })] }
      : {}),
  });
  mapping.node.addDependency(fn.role);
  return mapping;
}
