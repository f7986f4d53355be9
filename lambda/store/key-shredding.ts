import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type DataClass, dataClasses } from '../domain/access.ts';
import type { KeyShredding } from '../domain/erasure/erasure-ports.ts';
import { write } from './item.ts';
import { subjectKey } from './keyring-item.ts';

/** Destroys what the Keys table holds of a customer, as it is: a damaged item goes, too. Its attributes are told of in `keyring-item.ts`. */
export function createKeyShredding(deps: {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
}): KeyShredding {
  const { dynamo, table } = deps;
  const names = async (customerId: string): Promise<readonly string[]> => {
    const input = { TableName: table, Key: subjectKey(customerId), ConsistentRead: true };
    const { Item = {} } = await dynamo.send(new GetItemCommand(input));
    return Object.keys(Item);
  };
  return {
    async classes(customerId) {
      const found = await names(customerId);
      return dataClasses.filter((one) => found.some((name) => isOf(one, name)));
    },
    shred: (customerId) =>
      write('STALE_REVISION', [], { Delete: { TableName: table, Key: subjectKey(customerId) } }),
    async shredClasses(customerId, classes) {
      const found = (await names(customerId)).filter((name) => classes.some((one) => isOf(one, name)));
      if (found.length === 0) return undefined;
      // A version that came between the reading and this: then it is read again.
      const current = found.filter((name) => name.startsWith('cur_'));
      return write('STALE_REVISION', [], {
        Update: {
          TableName: table,
          Key: subjectKey(customerId),
          UpdateExpression: `REMOVE ${found.map((_, n) => `#n${n}`).join(', ')}`,
          ConditionExpression: ['attribute_exists(pk)', ...current.map(existing)].join(' AND '),
          ExpressionAttributeNames: Object.fromEntries(found.map((name, n) => [`#n${n}`, name])),
        },
      });
      function existing(name: string): string {
        return `attribute_exists(#n${found.indexOf(name)})`;
      }
    },
  };
}

const isOf = (dataClass: DataClass, name: string): boolean =>
  name === `cur_${dataClass}` || name === `rev_${dataClass}` || name.startsWith(`dek_${dataClass}_`);
