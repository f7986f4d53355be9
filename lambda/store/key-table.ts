import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DataClass } from '../domain/access.ts';
import type { Write } from '../domain/ports/commit.ts';
import type { KeyTable, StoredDek } from '../domain/rotation/rotation-ports.ts';
import type { KeyVersions, SubjectKeys } from '../domain/stored-keys.ts';
import { type Expected, type Item, toItem, whileIs, write } from './item.ts';
import { createKeyStore, subjectKey } from './keys.ts';

/** The Keys table as a rotation of keys needs it; its items are told of in `keys.ts` and `keyring-item.ts`. */
export function createKeyTable({ dynamo, table }: { dynamo: DynamoDBClient; table: string }): KeyTable {
  const { loadVersions } = createKeyStore({ dynamo, table });
  const check = (Key: Item, expected: Expected): Write =>
    write('STALE_REVISION', [], { ConditionCheck: { TableName: table, Key, ...whileIs(expected) } });
  return {
    loadVersions,
    replaceVersions: (family, before, { current, alsoRead, since }) =>
      write('STALE_REVISION', [], {
        Put: {
          TableName: table,
          Item: toItem({ pk: family, current, alsoRead, since }),
          ...whileIs(named(before)),
        },
      }),
    unchangedVersions: (family, versions) => check(toItem({ pk: family }), named(versions)),
    async hasKey(name) {
      const input = { TableName: table, Key: toItem({ pk: name }), ConsistentRead: true };
      return (await dynamo.send(new GetItemCommand(input))).Item !== undefined;
    },
    removeKey: (name) =>
      write('STALE_REVISION', [], {
        Delete: {
          TableName: table,
          Key: toItem({ pk: name }),
          ConditionExpression: 'attribute_exists(pk)',
        },
      }),
    async deks(dataClass, after) {
      const { Items = [], LastEvaluatedKey } = await dynamo.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          ...(after !== undefined && { ExclusiveStartKey: toItem({ pk: after }) }),
        }),
      );
      return { deks: Items.flatMap((item) => deksIn(item, dataClass)), next: LastEvaluatedKey?.pk?.S };
    },
    async replaceDek(before, wrapped) {
      const name = dekName(before.dataClass, before.version);
      const condition = whileIs({ [name]: before.wrapped });
      try {
        await dynamo.send(
          new UpdateItemCommand({
            TableName: table,
            Key: subjectKey(before.subjectId),
            ...condition,
            UpdateExpression: 'SET #e0 = :wrapped',
            ExpressionAttributeValues: {
              ...condition.ExpressionAttributeValues,
              ...toItem({ ':wrapped': wrapped }),
            },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    unchangedClass: (keyring, dataClass) =>
      check(subjectKey(keyring.subjectId), {
        pk: keyring.subjectId,
        [`rev_${dataClass}`]: (keyring as SubjectKeys).classes[dataClass]?.revision,
      }),
  };
}

const named = ({ current, alsoRead, since }: KeyVersions): Expected => ({ current, alsoRead, since });

const dekName = (dataClass: DataClass, version: number): string => `dek_${dataClass}_${version}`;

/** What is no wrapped key is empty here: it is found to be none when it is unwrapped. */
function deksIn(item: Item, dataClass: DataClass): StoredDek[] {
  const subjectId = item.pk?.S ?? '';
  const beginning = `dek_${dataClass}_`;
  return Object.entries(item)
    .filter(([name]) => name.startsWith(beginning))
    .map(([name, value]) => ({
      subjectId,
      dataClass,
      version: Number(name.slice(beginning.length)),
      wrapped: value.B ?? new Uint8Array(),
    }));
}
