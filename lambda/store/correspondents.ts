import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { CorrespondentStore } from '../domain/ports/requests.ts';
import type { Correspondent } from '../domain/request/correspondent.ts';
import { languages } from '../domain/viewer.ts';
import { dueShardOf, keyAfter, readDue } from './due-index.ts';
import { getItem, type Key, putNew, type StoreDeps, toExpiry, toItem, write } from './item.ts';
import { subjectKey } from './keyring-item.ts';
import { removeRowsOf } from './remove-rows.ts';
import { subjectPartition } from './subject-key.ts';

const stored = z.pipe(
  z.object({
    kind: z.literal('CORRESPONDENT'),
    id: z.string(),
    language: z.enum(languages),
    createdAt: z.iso.datetime(),
    keptUntil: z.iso.datetime(),
    sealedDetails: z.instanceof(Uint8Array),
  }),
  z.transform(({ kind: _, ...row }): Correspondent => row),
);
const storedAddress = z.object({
  kind: z.literal('CORRESPONDENT_ADDRESS'),
  ownerId: z.string(),
  knownUntil: z.iso.datetime(),
});

const keyOf = (id: string): Key => ({ pk: subjectPartition(id), sk: 'PROFILE' });
const addressKey = (emailIndex: string): Key => ({ pk: `COE#${emailIndex}`, sk: 'CORRESPONDENT' });

/**
 * Correspondents: pk `COR#<id>`, sk `PROFILE`, in the due index at the end of their time; what they are known by: pk `COE#<index>`. The
 * profile has no expiry of its own: it says what is still to be removed, their keys before all.
 */
export function createCorrespondentStore({
  dynamo,
  table,
  keysTable,
  now,
}: StoreDeps & { readonly keysTable: string }): CorrespondentStore {
  const load = async (id: string): Promise<Correspondent | undefined> => {
    const found = await getItem({ dynamo, table }, stored, keyOf(id));
    if (found && found.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
    return found && Date.parse(found.keptUntil) > now().getTime() ? found : undefined;
  };
  const isKept = (at: Date) => ({
    ConditionExpression: 'keptUntil > :at',
    ExpressionAttributeValues: toItem({ ':at': at.toISOString() }),
  });
  return {
    load,
    insert: (correspondent) =>
      putNew(
        table,
        {
          ...keyOf(correspondent.id),
          kind: 'CORRESPONDENT',
          ...correspondent,
          dueShard: dueShardOf('CORRESPONDENT', correspondent.id),
          dueAt: correspondent.keptUntil,
        },
        'STALE_REVISION',
      ),
    exists: (id) =>
      write('STALE_REVISION', [], {
        ConditionCheck: { TableName: table, Key: toItem(keyOf(id)), ...isKept(now()) },
      }),
    async byAddress(emailIndexes) {
      for (const index of emailIndexes) {
        const found = await getItem({ dynamo, table }, storedAddress, addressKey(index));
        if (!found || Date.parse(found.knownUntil) <= now().getTime()) continue;
        if (await load(found.ownerId)) return found.ownerId;
      }
      return undefined;
    },
    insertAddress: (emailIndexes, correspondent) =>
      emailIndexes.map((index) => {
        const Item = toItem({ ...addressKey(index), ...addressRow(correspondent) });
        return write('STALE_REVISION', [], {
          Put: {
            TableName: table,
            Item,
            ConditionExpression: 'attribute_not_exists(pk) OR ownerId = :id OR knownUntil <= :now',
            ExpressionAttributeValues: toItem({ ':id': correspondent.id, ':now': now().toISOString() }),
          },
        });
      }),
    due: (shard, until, first) =>
      readDue({ dynamo, table }, 'CORRESPONDENT', { shard, until, first }, ({ pk }) => keyAfter('COR#', pk)),
    end: (id, at) =>
      write('STALE_REVISION', [], {
        Update: {
          TableName: table,
          Key: toItem(keyOf(id)),
          UpdateExpression: 'SET keptUntil = :at, dueAt = :at',
          ...isKept(at),
        },
      }),
    keep: (id, until) =>
      write('STALE_REVISION', [], {
        Update: {
          TableName: table,
          Key: toItem(keyOf(id)),
          UpdateExpression: 'SET keptUntil = :until, dueAt = :until',
          ConditionExpression: 'keptUntil > :at',
          ExpressionAttributeValues: toItem({ ':at': now().toISOString(), ':until': until.toISOString() }),
        },
      }),
    async shred(id) {
      await dynamo.send(new DeleteItemCommand({ TableName: keysTable, Key: subjectKey(id) }));
      await removeRowsOf({ dynamo, table }, id, keyOf(id));
    },
    remove: (id) =>
      write('STALE_REVISION', [], {
        Delete: {
          TableName: table,
          Key: toItem(keyOf(id)),
          ConditionExpression: 'attribute_exists(pk)',
        },
      }),
  };
}

/** Known for the first half of the correspondent's time. */
function addressRow({ id, createdAt, keptUntil }: Correspondent) {
  const [from, until] = [Date.parse(createdAt), Date.parse(keptUntil)];
  return {
    kind: 'CORRESPONDENT_ADDRESS',
    ownerId: id,
    knownUntil: new Date((from + until) / 2).toISOString(),
    expiresAt: toExpiry(keptUntil),
  };
}
