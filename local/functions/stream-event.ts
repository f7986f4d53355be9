import type { AttributeValue, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';

/** An attribute as Lambda writes it in an event: binary values in Base64, all else as DynamoDB has it. */
export type EventAttribute =
  | { readonly [tag in 'S' | 'N' | 'B']?: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly [tag in 'SS' | 'NS' | 'BS']?: readonly string[] }
  | { readonly L: readonly EventAttribute[] }
  | { readonly M: EventImage };
export type EventImage = Readonly<Record<string, EventAttribute>>;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

function eventAttribute(value: AttributeValue): EventAttribute {
  if (value.B) return { B: base64(value.B) };
  if (value.BS) return { BS: value.BS.map(base64) };
  if (value.L) return { L: value.L.map(eventAttribute) };
  if (value.M) return { M: eventImage(value.M) };
  return value as EventAttribute;
}

const eventImage = (image: Record<string, AttributeValue>): EventImage =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, eventAttribute(value)]));

/**
 * A stream record as Lambda's event source mapping delivers it.
 * Source: AWS Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB", example event.
 */
export function toEventRecord(record: StreamRecord, streamArn: string) {
  const { Keys, NewImage, OldImage, ApproximateCreationDateTime, ...rest } = record.dynamodb ?? {};
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: record.awsRegion ?? streamArn.split(':')[3],
    dynamodb: {
      ...(ApproximateCreationDateTime && {
        ApproximateCreationDateTime: Math.floor(ApproximateCreationDateTime.getTime() / 1000),
      }),
      ...(Keys && { Keys: eventImage(Keys) }),
      ...(NewImage && { NewImage: eventImage(NewImage) }),
      ...(OldImage && { OldImage: eventImage(OldImage) }),
      ...rest,
    },
    ...(record.userIdentity && {
      userIdentity: { principalId: record.userIdentity.PrincipalId, type: record.userIdentity.Type },
    }),
    eventSourceARN: streamArn,
  };
}
export type StreamEventRecord = ReturnType<typeof toEventRecord>;

/** A record's place in its shard. Sequence numbers are longer than a double holds. */
export const sequenceOf = (record: StreamRecord): bigint => BigInt(record.dynamodb?.SequenceNumber ?? '0');

const ascending = (a: bigint, b: bigint) => Number(a > b) - Number(a < b);
/** Extremes of places; undefined when there are none. Math has none for bigint. */
export const lowest = (places: readonly bigint[]): bigint | undefined => places.toSorted(ascending)[0];
export const highest = (places: readonly bigint[]): bigint | undefined => places.toSorted(ascending).at(-1);
