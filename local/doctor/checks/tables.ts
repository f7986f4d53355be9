import { DescribeTableCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { type TableDeclaration, type TableId, tables } from '../../../lambda/declared/tables.ts';
import type { Check } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** Every declared table answers, with its indexes and its stream. */
export const checkTables: Check = async ({ dynamodb, tableNames }) => {
  for (const id of Object.keys(tables) as TableId[]) {
    const name = tableNames[id];
    const declared: TableDeclaration = tables[id];
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name })).catch(absent);
    if (!Table) return missing(`there is no table ${name}`, 'deploy the data stack');
    const indexes = new Map(Table.GlobalSecondaryIndexes?.map((one) => [one.IndexName, one.IndexStatus]));
    const building = Object.keys(declared.indexes).filter((index) => indexes.get(index) !== 'ACTIVE');
    if (Table.TableStatus !== 'ACTIVE' || building.length > 0)
      return missing(
        `${name} is ${Table.TableStatus}${building.length > 0 ? `, without ${building.join(', ')}` : ''}`,
        'wait until it is active; an index that is not there comes with the data stack',
      );
    if (declared.stream && Table.StreamSpecification?.StreamViewType !== declared.stream)
      return missing(
        `${name} has no stream of ${declared.stream}`,
        'deploy the data stack; after a restore, docs/operations.md',
      );
  }
  return fine('every table is there, with its indexes and stream');
};

function absent(error: unknown): { Table?: undefined } {
  if (error instanceof ResourceNotFoundException) return {};
  throw error;
}
