import {
  DeleteItemCommand,
  type DynamoDBClient,
  type DynamoDBPaginationConfiguration,
  paginateQuery,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Key } from './item.ts';
import { toItem } from './item.ts';
import { subjectPartition } from './subject-key.ts';

interface Deps {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
}

/** Rows deleted side by side: a page. */
const pageSize = 25;

/**
 * Removes the rows of a subject: its partition, then those that name it elsewhere (`owner` index). One by one, as roles allow no batch that
 * writes. Unread: a row that is damaged goes too.
 * @param kept the one row that stays: it says that this is still to be done
 */
export async function removeRowsOf(deps: Deps, subjectId: string, kept: Key): Promise<void> {
  await removeFound(
    deps,
    {
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: toItem({ ':pk': subjectPartition(subjectId) }),
    },
    kept,
  );
  await removeFound(
    deps,
    {
      IndexName: 'owner',
      KeyConditionExpression: 'ownerId = :id',
      ExpressionAttributeValues: toItem({ ':id': subjectId }),
    },
    kept,
  );
}

async function removeFound(
  { dynamo, table }: Deps,
  query: Omit<QueryCommandInput, 'TableName'>,
  kept: Key,
): Promise<void> {
  const paging: DynamoDBPaginationConfiguration = { client: dynamo, pageSize };
  const input = { ...query, TableName: table, ProjectionExpression: 'pk, sk' };
  for await (const { Items = [] } of paginateQuery(paging, input)) {
    const found = Items.filter(({ pk, sk }) => pk?.S !== kept.pk || sk?.S !== kept.sk);
    const gone = await Promise.allSettled(
      found.map((Key) => dynamo.send(new DeleteItemCommand({ TableName: table, Key }))),
    );
    const failed = gone.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
