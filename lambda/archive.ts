import { archiveRecords } from './runtime/archive-records.ts';
import type { PartialBatchAnswer } from './runtime/stream-batch.ts';
import { wireBucket } from './runtime/wire-archive.ts';
import { wire } from './runtime/wiring.ts';

/** The audit table's stream → the write-once bucket. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
  return archiveRecords({ bucket: wireBucket(), log: wire().log }, event);
}
