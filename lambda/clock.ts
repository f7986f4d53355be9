import { queueDayClosing } from './domain/audit/queue-day-closing.ts';
import { resumeJobs } from './domain/jobs/resume-jobs.ts';
import { sweepMails } from './domain/mail/sweep-mails.ts';
import { tellLateMails } from './domain/mail/tell-late-mails.ts';
import { runEach } from './runtime/run-each.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireMail } from './runtime/wire-mail.ts';
import { wire } from './runtime/wiring.ts';

const sweepMilliseconds = 30_000;

/**
 * Every minute: the day of the audit trail that is to be closed, jobs that are due again, mails that the stream missed or that
 * are due again. What takes long comes last.
 */
export async function handler(): Promise<void> {
  const { now, log } = wire();
  await runEach(log, {
    queueDayClosing: () => queueDayClosing(wireArchive()),
    resumeJobs: async () => {
      const { resumed, failed } = await resumeJobs(wire(), { perShard: 10 });
      if (resumed + failed > 0) log.info('jobs_resumed', { count: resumed, attempt: failed });
    },
    sweepMails: async () => {
      const until = new Date(now().getTime() + sweepMilliseconds);
      const { settled, failed } = await sweepMails(wireMail(), { by: 'clock', until, perShard: 25 });
      if (settled + failed > 0) log.info('mails_swept', { count: settled, attempt: failed });
    },
    tellLateMails: () => tellLateMails(wire()),
  });
}
