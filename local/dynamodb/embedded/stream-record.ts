import { randomBytes } from 'node:crypto';
import type { Item, Table } from './dynalite.ts';
import type { Engine } from './engine.ts';
import { itemBytes } from './item-rules.ts';
import { place } from './level.ts';
import type { Change } from './stage-write.ts';

/** Who made a change, when it was not a caller: the sweep of expired items says so. */
export interface UserIdentity {
  readonly PrincipalId: string;
  readonly Type: string;
}

/** A stream record as GetRecords answers it. `ApproximateCreationDateTime` is in seconds. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: number;
    readonly SequenceNumber: string;
    readonly [member: string]: unknown;
  };
  readonly [member: string]: unknown;
}

/** DynamoDB's sequence numbers are strings of 21 to 40 digits that sort as numbers do. */
export const sequenceNumber = (sequence: number): string => String(sequence).padStart(21, '0');

export const streamKey = (table: string, sequence: number): string =>
  place.stream(table) + sequenceNumber(sequence);

export const keysOf = (item: Item, table: Table): Item =>
  Object.fromEntries(
    table.KeySchema.flatMap(({ AttributeName: name }) => {
      const value = item[name];
      return value ? [[name, value]] : [];
    }),
  );

export function streamRecord(
  engine: Engine,
  { table, before, after }: Change,
  sequence: number,
  by: UserIdentity | undefined,
): StreamRecord {
  const view = table.StreamSpecification?.StreamViewType ?? 'KEYS_ONLY';
  const keys = keysOf(after ?? before ?? {}, table);
  const newImage = after && (view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES') ? after : undefined;
  const oldImage = before && (view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES') ? before : undefined;
  return {
    eventID: randomBytes(16).toString('hex'),
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: engine.store.tableDb.awsRegion,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(engine.now() / 1000),
      Keys: keys,
      ...(newImage && { NewImage: newImage }),
      ...(oldImage && { OldImage: oldImage }),
      SequenceNumber: sequenceNumber(sequence),
      SizeBytes: itemBytes(keys) + itemBytes(newImage ?? {}) + itemBytes(oldImage ?? {}),
      StreamViewType: view,
    },
    ...(by && { userIdentity: by }),
  };
}
