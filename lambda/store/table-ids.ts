import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../domain/errors.ts';
import type { TableIds } from '../domain/restore/ledger-marker.ts';

/** The ids that DynamoDB gave the tables as it made them: a table that is deleted and restored under its name has another. */
export function createTableIds(deps: {
  readonly dynamo: DynamoDBClient;
  readonly records: string;
  readonly keys: string;
}): () => Promise<TableIds> {
  const idOf = async (TableName: string): Promise<string> => {
    const { Table } = await deps.dynamo.send(new DescribeTableCommand({ TableName }));
    // AWS's engine for one's own machine gives no id; the instant of making is another for every table all the same.
    const id = Table?.TableId ?? Table?.CreationDateTime?.toISOString();
    if (id === undefined) throw new DomainError('INTEGRITY_VIOLATION');
    return id;
  };
  return async () => {
    const [records, keys] = await Promise.all([idOf(deps.records), idOf(deps.keys)]);
    return { records, keys };
  };
}
