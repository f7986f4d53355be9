import { functions } from './declared/functions.ts';
import { limits } from './declared/limits.ts';
import { dispatchRecords } from './runtime/dispatch-records.ts';
import type { PartialBatchAnswer } from './runtime/stream-batch.ts';
import { wireMail } from './runtime/wire-mail.ts';

/** What a mail that was begun last still needs: SES's time to answer, and as much for the tables. */
const workSeconds = functions.dispatch.timeoutSeconds - 2 * limits.mailTimeoutSeconds;

/** Sends queued mails as they appear on the records stream. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
  const ports = wireMail();
  const until = new Date(ports.now().getTime() + workSeconds * 1000);
  return dispatchRecords(ports, event, { until });
}
