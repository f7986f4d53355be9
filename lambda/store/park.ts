import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Key, toItem } from './item.ts';

/** Takes a row from the due index, whatever else it says. @throws when there is none */
export async function parkRow(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  key: Key,
): Promise<void> {
  await dynamo.send(
    new UpdateItemCommand({
      TableName: table,
      Key: toItem(key),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: 'REMOVE dueShard, dueAt',
    }),
  );
}
