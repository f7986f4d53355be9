import { dispatchRecords, type PartialBatchAnswer } from './mail/dispatch-records.ts';
import { wire } from './runtime/wiring.ts';

/** Sends queued mails as they appear on the records stream. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
  return dispatchRecords(wire(), event);
}
