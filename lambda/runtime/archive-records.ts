import { alarmingLogLines } from '../declared/alarming-log-lines.ts';
import { type StoredRow, textOf } from '../domain/audit/stored-row.ts';
import type { Log } from '../domain/ports/log.ts';
import type { ArchiveBucket } from '../store/archive-bucket.ts';
import { archiveObjectsOf, isArchivable, tamperKey } from '../store/archive-layout.ts';
import { linesOf, rowsContentType } from '../store/archive-rows.ts';
import { rowOfItem } from '../store/audit-item.ts';
import { againFrom, type PartialBatchAnswer, readStreamBatch, type StreamRecord } from './stream-batch.ts';

export interface ArchiveDeps {
  readonly bucket: Pick<ArchiveBucket, 'putOnce'>;
  readonly log: Log;
}

const mostPutsAtOnce = 10;

/**
 * Copies what the audit table's stream tells of into the write-once bucket. Nothing but an insert of a row in its form belongs
 * there: anything else wakes someone and is told of under `tamper/`, by names and ids. It never blocks the stream.
 */
export async function archiveRecords(deps: ArchiveDeps, event: unknown): Promise<PartialBatchAnswer> {
  const records = readStreamBatch(event);
  const sources = new Map<StoredRow, StreamRecord>();
  const tampered: StreamRecord[] = [];
  for (const record of records) {
    const row = insertedRow(record);
    if (row) sources.set(row, record);
    else tampered.push(record);
  }
  const failed = new Set<StreamRecord>();
  const attempt = async (put: Promise<unknown>, concerned: readonly StreamRecord[]) => {
    try {
      await put;
    } catch (error) {
      deps.log.error('audit_archive_failed', { count: concerned.length }, error);
      for (const record of concerned) failed.add(record);
    }
  };
  await inTurns(archiveObjectsOf([...sources.keys()]), ({ key, rows }) =>
    attempt(
      deps.bucket.putOnce(key, linesOf(rows), rowsContentType),
      rows.flatMap((row) => sources.get(row) ?? []),
    ),
  );
  for (const record of tampered) await attempt(reportTampering(deps, record), [record]);
  return againFrom(records.filter((record) => failed.has(record)));
}

function insertedRow({ eventName, dynamodb }: StreamRecord): StoredRow | undefined {
  if (eventName !== 'INSERT') return undefined;
  const row = rowOfItem(dynamodb.NewImage as Item);
  return isArchivable(row) ? row : undefined;
}

async function reportTampering(
  deps: ArchiveDeps,
  { eventID, eventName, dynamodb }: StreamRecord,
): Promise<void> {
  const [place, before, after] = [dynamodb.Keys, dynamodb.OldImage, dynamodb.NewImage].map((image) =>
    rowOfItem(image as Item),
  ) as [StoredRow, StoredRow, StoredRow];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const lane = textOf(place, 'lane');
  deps.log.error(alarmingLogLines.auditTampered.event, { lane, code: eventName });
  const told = {
    eventID,
    eventName,
    at: dynamodb.ApproximateCreationDateTime,
    lane,
    seq: textOf(place, 'seq'),
    attributes: changed.map((name) => (/^\w{1,40}$/.test(name) ? name : 'unprintable')),
  };
  await deps.bucket.putOnce(tamperKey(eventID), `${JSON.stringify(told)}\n`, 'application/json');
}

type Item = Parameters<typeof rowOfItem>[0];

async function inTurns<T>(values: readonly T[], act: (value: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < values.length; from += mostPutsAtOnce)
    await Promise.all(values.slice(from, from + mostPutsAtOnce).map(act));
}
