import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../domain/errors.ts';
import type { CustomerRequest } from '../domain/request/request.ts';
import { fromItem, toItem } from './item.ts';
import { storedRequest } from './request-item.ts';
import { subjectPartition } from './subject-key.ts';

/** A subject's requests without what was said in them, newest first. @throws DomainError INTEGRITY_VIOLATION for a row of another's */
export async function requestsOf(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  subjectId: string,
): Promise<readonly CustomerRequest[]> {
  const pages = paginateQuery(
    { client: dynamo },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :beginning)',
      FilterExpression: '#kind = :kind',
      ExpressionAttributeNames: { '#kind': 'kind' },
      ExpressionAttributeValues: toItem({
        ':pk': subjectPartition(subjectId),
        ':beginning': 'REQUEST#',
        ':kind': 'REQUEST',
      }),
      ConsistentRead: true,
    },
  );
  const found: CustomerRequest[] = [];
  for await (const { Items = [] } of pages) found.push(...Items.map((item) => fromItem(storedRequest, item)));
  if (found.some((request) => request.subjectId !== subjectId)) throw new DomainError('INTEGRITY_VIOLATION');
  return found.sort((one, other) => (one.openedAt > other.openedAt ? -1 : 1));
}
