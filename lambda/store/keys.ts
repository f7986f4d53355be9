import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DomainError } from '../domain/errors.ts';
import type { KeyStore, KeyVersions } from '../domain/stored-keys.ts';
import { type Item, toItem } from './item.ts';
import { keyringFromItem, saveKeyring, subjectKey } from './keyring-item.ts';

export { keyringFromItem, subjectKey };

/**
 * The Keys table. Partition keys: a subject's id for its keyring (`keyring-item.ts`); `<family>#<version>` or another name for
 * a key wrapped by KMS, in `wrapped`; `<family>` for the versions of a rotating key, in `current` (since `since`) and `alsoRead`.
 */
export function createKeyStore({ dynamo, table }: { dynamo: DynamoDBClient; table: string }): KeyStore {
  const read = async (key: Item): Promise<Item | undefined> => {
    const input = { TableName: table, Key: key, ConsistentRead: true };
    return (await dynamo.send(new GetItemCommand(input)).catch(unavailable)).Item;
  };
  const insert = async (item: Item): Promise<boolean> => {
    const input = { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' };
    try {
      await dynamo.send(new PutItemCommand(input));
      return true;
    } catch (error) {
      // After a lost answer the SDK repeats the put and meets its own item: it stands as well, and the caller reads it.
      return error instanceof ConditionalCheckFailedException ? false : unavailable(error);
    }
  };

  return {
    async loadKey(name) {
      const item = await read(toItem({ pk: name }));
      return item && bytesOf(item.wrapped);
    },
    insertKey: (name, wrapped) => insert(toItem({ pk: name, wrapped })),
    async loadVersions(family) {
      const item = await read(toItem({ pk: family }));
      return item && versionsOf(item);
    },
    insertVersions: (family, { current, alsoRead, since }) =>
      insert(toItem({ pk: family, current, alsoRead, since })),
    newSubject: (subjectId) => ({ subjectId, stored: false, classes: {}, added: new Map() }),
    async loadSubject(subjectId) {
      const item = await read(subjectKey(subjectId));
      return item && keyringFromItem(item);
    },
    saveSubject: (keys) => saveKeyring(table, keys),
  };
}

function bytesOf(value: AttributeValue | undefined): Uint8Array {
  if (!value?.B) throw new DomainError('INTEGRITY_VIOLATION');
  return value.B;
}

function versionsOf({ current, alsoRead, since }: Item): KeyVersions {
  const versions = [current, ...(alsoRead?.L ?? [])].map((version) => Number(version?.N));
  const [first, ...others] = versions;
  if (first === undefined || !versions.every((version) => Number.isInteger(version) && version > 0))
    throw new DomainError('INTEGRITY_VIOLATION');
  return { current: first, alsoRead: others, since: since?.S };
}

/** Throttles were repeated by the SDK before. The cause names the fault and no value. */
function unavailable(cause: unknown): never {
  throw Object.assign(new DomainError('TEMPORARILY_UNAVAILABLE', [], { retryAfterSeconds: 5 }), { cause });
}
