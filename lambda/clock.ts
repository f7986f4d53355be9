import { alarmingLogLines } from './declared/alarming-log-lines.ts';
import { closeDay } from './domain/audit/close-day.ts';
import { dayAfter } from './domain/audit/lane-place.ts';
import { sweepMails } from './domain/mail/sweep-mails.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireMail } from './runtime/wire-mail.ts';

const sweepMilliseconds = 30_000;

/** Every minute: mails that the stream missed or that are due again; once a day, the day that ended is reconciled and anchored. */
export async function handler(): Promise<void> {
  const ports = wireMail();
  const { now, log } = ports;
  const until = new Date(now().getTime() + sweepMilliseconds);
  const { settled, failed } = await sweepMails(ports, { by: 'clock', until, perShard: 25 });
  if (settled + failed > 0) log.info('mails_swept', { count: settled, attempt: failed });

  const deps = { now, ...wireArchive() };
  const today = now().toISOString().slice(0, 10);
  // The day before yesterday too: yesterday's clock may have been down.
  for (const day of [dayAfter(today, -2), dayAfter(today, -1)]) {
    const closed = await closeDay(deps, { day });
    if (!closed) continue;
    log.info('audit_day_closed', { count: closed.rows });
    const wrong = closed.notInTable + closed.different;
    if (wrong > 0) log.error(alarmingLogLines.auditNotReconciled.value, { count: wrong });
  }
}
