import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type StoredRow, textOf } from '../domain/audit/stored-row.ts';
import type { Log, Now } from '../domain/ports.ts';
import type { ArchiveBucket } from './archive-bucket.ts';
import { type ArchiveObject, archiveObjectsOf, isArchivable, tamperKey } from './archive-layout.ts';
import { linesOf, rowsContentType } from './archive-rows.ts';
import { rowOfItem } from './audit-item.ts';

/** A record of the audit table's stream, as Lambda hands it over: as far as it is read. */
export interface AuditStreamRecord {
  readonly eventID?: string;
  readonly eventName?: string;
  readonly dynamodb?: {
    readonly SequenceNumber?: string;
    readonly ApproximateCreationDateTime?: number;
    readonly Keys?: Readonly<Record<string, AttributeValue>>;
    readonly NewImage?: Readonly<Record<string, AttributeValue>>;
    readonly OldImage?: Readonly<Record<string, AttributeValue>>;
  };
}
export interface AuditStreamEvent {
  readonly Records?: readonly AuditStreamRecord[];
}
/** Lambda delivers again from the first record named. */
export interface PartialBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface ArchiveDeps {
  readonly bucket: Pick<ArchiveBucket, 'putOnce'>;
  readonly log: Log;
  readonly now: Now;
  /** Writes one line to the function's log, as it is: for metrics in CloudWatch's embedded format. */
  readonly print: (line: string) => void;
}

const mostPutsAtOnce = 10;

/**
 * Copies what the stream tells of into the write-once bucket. Nothing but an insert of a row in its form belongs there: anything
 * else is told of under `tamper/`, by names and ids, and raises the metric `AuditTampered`. It never blocks the stream.
 */
export function createArchiveHandler(deps: ArchiveDeps) {
  return async (event: AuditStreamEvent): Promise<PartialBatchResponse> => {
    const records = event.Records ?? [];
    const positions = new Map<StoredRow, number>();
    const tampered: number[] = [];
    for (const [position, record] of records.entries()) {
      const row = insertedRow(record);
      if (row) positions.set(row, position);
      else tampered.push(position);
    }
    const failed: number[] = [];
    const attempt = async (put: Promise<unknown>, concerned: readonly number[]) => {
      try {
        await put;
      } catch (error) {
        deps.log.error('audit_archive_failed', { count: concerned.length }, error);
        failed.push(...concerned);
      }
    };
    await inTurns(archiveObjectsOf([...positions.keys()]), (object) =>
      attempt(putObject(deps, object), positionsOf(object, positions)),
    );
    for (const position of tampered) {
      const record = records[position];
      if (record) await attempt(reportTampering(deps, record), [position]);
    }
    const first = failed.length > 0 ? records[Math.min(...failed)]?.dynamodb?.SequenceNumber : undefined;
    if (failed.length > 0 && first === undefined) throw new Error('A stream record has no sequence number.');
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
  };
}

function insertedRow({ eventName, dynamodb }: AuditStreamRecord): StoredRow | undefined {
  if (eventName !== 'INSERT' || !dynamodb?.NewImage) return undefined;
  const row = rowOfItem(dynamodb.NewImage);
  return isArchivable(row) ? row : undefined;
}

function putObject({ bucket }: ArchiveDeps, { key, rows }: ArchiveObject): Promise<boolean> {
  return bucket.putOnce(key, linesOf(rows), rowsContentType);
}

function positionsOf({ rows }: ArchiveObject, positions: ReadonlyMap<StoredRow, number>): readonly number[] {
  return rows.flatMap((row) => positions.get(row) ?? []);
}

async function reportTampering(deps: ArchiveDeps, record: AuditStreamRecord): Promise<void> {
  const { eventID = 'unnamed', eventName = 'UNKNOWN', dynamodb } = record;
  const place = rowOfItem(dynamodb?.Keys ?? {});
  const [before, after] = [rowOfItem(dynamodb?.OldImage ?? {}), rowOfItem(dynamodb?.NewImage ?? {})];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const lane = textOf(place, 'lane');
  deps.log.error('audit_tampered', { lane, code: eventName });
  deps.print(embeddedMetric('AuditTampered', 1, deps.now()));
  const told = {
    eventID,
    eventName,
    at: dynamodb?.ApproximateCreationDateTime,
    lane,
    seq: textOf(place, 'seq'),
    attributes: changed.map((name) => (/^\w{1,40}$/.test(name) ? name : 'unprintable')),
  };
  await deps.bucket.putOnce(tamperKey(eventID), `${JSON.stringify(told)}\n`, 'application/json');
}

/** CloudWatch's embedded metric format: a log line that counts. */
function embeddedMetric(name: string, value: number, at: Date): string {
  const metrics = {
    Namespace: 'CloudFlyPrivacy',
    Dimensions: [[]],
    Metrics: [{ Name: name, Unit: 'Count' }],
  };
  return JSON.stringify({ _aws: { Timestamp: at.getTime(), CloudWatchMetrics: [metrics] }, [name]: value });
}

async function inTurns<T>(values: readonly T[], act: (value: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < values.length; from += mostPutsAtOnce)
    await Promise.all(values.slice(from, from + mostPutsAtOnce).map(act));
}
