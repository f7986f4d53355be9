import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import { streamFilter } from '../../lambda/declared/stream-filter.ts';
import type { DynamoDb } from '../dynamodb/start.ts';
import { tableNames } from '../local-names.ts';
import type { RunningFunction } from './function-host.ts';
import { type StreamPump, startStreamPump } from './stream-pump.ts';

/**
 * Brings each function the records of the table that it follows.
 * @param directory where it is kept how far each has come, and what was given up; nowhere without one
 * @param onRecord of the engine, where it tells what is new
 */
export async function startPumps({
  streams,
  dynamo,
  invoke,
  directory,
  onRecord,
}: {
  readonly streams: DynamoDBStreamsClient;
  readonly dynamo: DynamoDBClient;
  invoke(name: FunctionName, event: unknown): ReturnType<RunningFunction['invoke']>;
  readonly directory: string | undefined;
  readonly onRecord: DynamoDb['onRecord'] | undefined;
}): Promise<readonly StreamPump[]> {
  const pumps: StreamPump[] = [];
  for (const name of Object.keys(functions) as FunctionName[]) {
    const { stream }: FunctionDeclaration = functions[name];
    if (!stream) continue;
    const streamArn = await streamArnOf(dynamo, tableNames[stream.table]);
    pumps.push(
      startStreamPump({
        streamsClient: streams,
        streamArn,
        batchSize: stream.batchSize,
        filter: streamFilter(stream),
        retries: stream.retries,
        ...(stream.parallel ? { parallel: stream.parallel } : {}),
        invoke: (event) => invoke(name, event),
        ...(onRecord ? { onRecord: (tell) => onRecord(tableNames[stream.table], tell) } : {}),
        ...(directory ? { checkpointFile: join(directory, `stream-${name}.json`) } : {}),
        onParked: async (record) => {
          if (directory)
            await appendFile(join(directory, `parked-${name}.jsonl`), `${JSON.stringify(record)}\n`, {
              mode: 0o600,
            });
        },
      }),
    );
  }
  return pumps;
}

async function streamArnOf(dynamo: DynamoDBClient, table: string): Promise<string> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }));
  if (!Table?.LatestStreamArn) throw new Error(`the table ${table} has no stream`);
  return Table.LatestStreamArn;
}
