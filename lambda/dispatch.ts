import { dispatchRecords, type PartialBatchAnswer } from './mail/dispatch-records.ts';
import { wireMail } from './runtime/wire-mail.ts';

/** Sends queued mails as they appear on the records stream. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
  return dispatchRecords(wireMail(), event);
}
