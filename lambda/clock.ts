import { anchorHeads } from './domain/audit/anchor-heads.ts';
import { dayAfter } from './domain/audit/lane-place.ts';
import { reconcile } from './domain/audit/reconcile.ts';
import { sweepMails } from './domain/mail/sweep-mails.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireMail } from './runtime/wire-mail.ts';

const workMilliseconds = 40_000;

/** Every minute: mails that the stream missed or that are due again; once a day, the day's anchor and its reconciliation. */
export async function handler(): Promise<void> {
  const ports = wireMail();
  const { now, log } = ports;
  const until = new Date(now().getTime() + workMilliseconds);
  const { settled, failed } = await sweepMails(ports, { by: 'clock', until, perShard: 25 });
  if (settled + failed > 0) log.info('mails_swept', { count: settled, attempt: failed });

  const deps = { now, ...wireArchive() };
  // The lanes of the day before yesterday are closed for certain; yesterday's soon after midnight.
  const today = now().toISOString().slice(0, 10);
  for (const day of [dayAfter(today, -2), dayAfter(today, -1)]) {
    const { state, lanes } = await anchorHeads(deps, { day });
    if (state !== 'ANCHORED') continue;
    const { copied, notInTable, different } = await reconcile(deps, { day });
    log.info('audit_anchored', { count: lanes });
    if (copied + notInTable + different > 0)
      log.error('audit_not_reconciled', { count: copied + notInTable + different });
  }
}
