import * as z from 'zod/mini';

/** Stream records that are to come again. Lambda goes back to the earliest of them. */
export interface PartialBatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** An attribute in the table's own format. Only texts are read from records; the rest comes through as it is. */
const attribute = z.looseObject({ S: z.optional(z.string()) });
const image = z._default(z.record(z.string(), attribute), {});
const record = z.object({
  eventID: z._default(z.string(), 'unnamed'),
  eventName: z._default(z.string(), 'UNKNOWN'),
  dynamodb: z.object({
    SequenceNumber: z.string(),
    ApproximateCreationDateTime: z.optional(z.unknown()),
    Keys: image,
    NewImage: image,
    OldImage: image,
  }),
});
const batch = z.object({ Records: z.array(record) });

/** One record of a table's stream; an image that it does not have is empty. */
export type StreamRecord = z.infer<typeof record>;

/** The records of one batch, in order. @throws TypeError when the event is not a stream's: then the whole batch comes again. Nothing of it is repeated */
export function readStreamBatch(event: unknown): readonly StreamRecord[] {
  const read = z.safeParse(batch, event);
  if (!read.success) throw new TypeError('this is no batch of stream records');
  return read.data.Records;
}

/** What Lambda is answered when these records are to come again. */
export function againFrom(records: Iterable<StreamRecord>): PartialBatchAnswer {
  return {
    batchItemFailures: [...records].map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })),
  };
}

/**
 * Acts on the records of one batch, one after the other; one that fails does not hold up the others.
 * @param act answers `AGAIN` when the record is to come again; what it throws means the same, after `failed` was told
 */
export async function actOnEach(
  event: unknown,
  act: (record: StreamRecord) => Promise<'DONE' | 'AGAIN'>,
  failed: (record: StreamRecord, error: unknown) => void,
): Promise<PartialBatchAnswer> {
  const again: StreamRecord[] = [];
  for (const each of readStreamBatch(event))
    try {
      if ((await act(each)) === 'AGAIN') again.push(each);
    } catch (error) {
      failed(each, error);
      again.push(each);
    }
  return againFrom(again);
}
