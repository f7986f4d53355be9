import { queueDayClosing } from './domain/audit/queue-day-closing.ts';
import { resumeJobs } from './domain/jobs/resume-jobs.ts';
import { queuePuller } from './domain/mail/queue-puller.ts';
import { sweepMails } from './domain/mail/sweep-mails.ts';
import { tellLateMails } from './domain/mail/tell-late-mails.ts';
import { queueServiceNotices } from './domain/service/queue-service-notices.ts';
import { runEach } from './runtime/run-each.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireMail } from './runtime/wire-mail.ts';
import { wire } from './runtime/wiring.ts';

const noticeMilliseconds = 10_000;
const sweepMilliseconds = 30_000;

/**
 * Every minute: the day of the audit trail that is to be closed, jobs that are due again, notices of
 * terms that end soon, mails of campaigns that nobody sends, mails that the stream missed or that are due again. What takes long comes last.
 */
export async function handler(): Promise<void> {
  const { now, log } = wire();
  await runEach(log, {
    queueDayClosing: () => queueDayClosing(wireArchive()),
    resumeJobs: async () => {
      const { resumed, failed } = await resumeJobs(wire(), { perShard: 10 });
      if (resumed + failed > 0) log.info('jobs_resumed', { count: resumed, attempt: failed });
    },
    queueServiceNotices: async () => {
      const until = new Date(now().getTime() + noticeMilliseconds);
      const { moved, failed } = await queueServiceNotices(wire(), { by: 'clock', until, perShard: 25 });
      if (moved + failed > 0) log.info('service_notices_queued', { count: moved, attempt: failed });
    },
    queuePuller: () => queuePuller(wire(), { by: 'clock' }),
    sweepMails: async () => {
      const until = new Date(now().getTime() + sweepMilliseconds);
      const { settled, failed } = await sweepMails(wireMail(), { by: 'clock', until, perShard: 25 });
      if (settled + failed > 0) log.info('mails_swept', { count: settled, attempt: failed });
    },
    tellLateMails: () => tellLateMails(wire()),
  });
}
