import { wireBucket } from './runtime/wire-archive.ts';
import { wire } from './runtime/wiring.ts';
import { type AuditStreamEvent, createArchiveHandler, type PartialBatchResponse } from './store/archive.ts';

/** The audit table's stream → the write-once bucket. */
export async function handler(event: AuditStreamEvent): Promise<PartialBatchResponse> {
  const { log, now } = wire();
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  return createArchiveHandler({ bucket: wireBucket(), log, now, print })(event);
}
