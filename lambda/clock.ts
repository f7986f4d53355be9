import { queueDayClosing } from './domain/audit/queue-day-closing.ts';
import { lookAfterAddress } from './domain/contact/look-after-address.ts';
import { moveEmailChange } from './domain/contact/move-email-change.ts';
import { resumeJobs } from './domain/jobs/resume-jobs.ts';
import { queuePuller } from './domain/mail/queue-puller.ts';
import { sweepMails } from './domain/mail/sweep-mails.ts';
import { tellLateMails } from './domain/mail/tell-late-mails.ts';
import { tellOverdueRequests } from './domain/request/tell-overdue-requests.ts';
import { tendInformationRequests } from './domain/request/tend-information-requests.ts';
import { queueServiceNotices } from './domain/service/queue-service-notices.ts';
import { sweepDue } from './domain/sweep-due.ts';
import { runEach } from './runtime/run-each.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireMail } from './runtime/wire-mail.ts';
import { wire } from './runtime/wiring.ts';

const noticeMilliseconds = 10_000;
const sweepMilliseconds = 30_000;
const addressMilliseconds = 5_000;

/**
 * Every minute: the day of the audit trail that is to be closed, jobs that are due again, changes of addresses, addresses to look after,
 * notices of terms that end soon, mails of campaigns that nobody sends, mails that the stream missed or that are due again. What takes long comes last.
 */
export async function handler(): Promise<void> {
  const { now, log } = wire();
  await runEach(log, {
    queueDayClosing: () => queueDayClosing(wireArchive()),
    resumeJobs: async () => {
      const { resumed, failed } = await resumeJobs(wire(), { perShard: 10 });
      if (resumed + failed > 0) log.info('jobs_resumed', { count: resumed, attempt: failed });
    },
    moveEmailChanges: async () => {
      const until = new Date(now().getTime() + addressMilliseconds);
      const { emailChanges } = wire();
      const act = async ({ customerId }: { customerId: string }) =>
        (await moveEmailChange(wire(), { customerId, by: 'clock' })) === 'WAITING' ? 'WAITING' : 'MOVED';
      const due = {
        lane: 'email-changes',
        fault: 'due_not_handled',
        due: ofCustomers(emailChanges.due),
        act,
      } as const;
      const { moved, failed } = await sweepDue(wire(), due, { until, perShard: 25 });
      if (moved + failed > 0) log.info('email_changes_moved', { count: moved, attempt: failed });
    },
    lookAfterAddresses: async () => {
      const until = new Date(now().getTime() + addressMilliseconds);
      const { contactStates } = wire();
      const act = async ({ customerId }: { customerId: string }) =>
        (await lookAfterAddress(wire(), { customerId, by: 'clock' })) === 'WAITING' ? 'WAITING' : 'MOVED';
      const due = {
        lane: 'addresses',
        fault: 'due_not_handled',
        due: ofCustomers(contactStates.due),
        act,
      } as const;
      const { moved, failed } = await sweepDue(wire(), due, { until, perShard: 25 });
      if (moved + failed > 0) log.info('addresses_looked_after', { count: moved, attempt: failed });
    },
    queueServiceNotices: async () => {
      const until = new Date(now().getTime() + noticeMilliseconds);
      const { moved, failed } = await queueServiceNotices(wire(), { by: 'clock', until, perShard: 25 });
      if (moved + failed > 0) log.info('service_notices_queued', { count: moved, attempt: failed });
    },
    tendInformationRequests: async () => {
      const until = new Date(now().getTime() + noticeMilliseconds);
      const { moved, failed } = await tendInformationRequests(wire(), { by: 'clock', until, perShard: 25 });
      if (moved + failed > 0) log.info('information_requests_tended', { count: moved, attempt: failed });
    },
    tellOverdueRequests: () => tellOverdueRequests(wire()),
    queuePuller: () => queuePuller(wire(), { by: 'clock' }),
    sweepMails: async () => {
      const until = new Date(now().getTime() + sweepMilliseconds);
      const { settled, failed } = await sweepMails(wireMail(), { by: 'clock', until, perShard: 25 });
      if (settled + failed > 0) log.info('mails_swept', { count: settled, attempt: failed });
    },
    tellLateMails: () => tellLateMails(wire()),
  });
}

/** Rows of which each customer has one. */
const ofCustomers =
  (due: (shard: number, until: Date, first: number) => Promise<readonly string[]>) =>
  async (shard: number, until: Date, first: number) =>
    (await due(shard, until, first)).map((customerId) => ({ customerId }));
