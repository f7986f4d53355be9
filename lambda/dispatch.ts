import { functions } from './declared/functions.ts';
import { limits } from './declared/limits.ts';
import { dateAfter } from './domain/span.ts';
import { dispatchRecords } from './runtime/dispatch-records.ts';
import { againFrom, type PartialBatchAnswer } from './runtime/stream-batch.ts';
import { wireMail } from './runtime/wire-mail.ts';
import { tablesGate } from './runtime/wire-restore.ts';

/** What a mail that was begun last still needs: SES's time to answer, and as much for the tables. */
const workSeconds = functions.dispatch.timeoutSeconds - 2 * limits.mailTimeoutSeconds;

/** Sends queued mails as they appear on the records stream; while its tables are behind, none: the clock finds them afterwards. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
  if (await tablesGate().areBehind()) return againFrom([]);
  const ports = wireMail();
  const until = dateAfter(ports.now(), { seconds: workSeconds });
  return dispatchRecords(ports, event, { until });
}
