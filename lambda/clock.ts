import { functions } from './declared/functions.ts';
import { limits } from './declared/limits.ts';
import { queueDayClosing } from './domain/audit/queue-day-closing.ts';
import { lookAfterAddress } from './domain/contact/look-after-address.ts';
import { moveEmailChange } from './domain/contact/move-email-change.ts';
import { tellOverdueCorrections } from './domain/correction/tell-overdue-corrections.ts';
import { resumeJobs } from './domain/jobs/resume-jobs.ts';
import { queuePuller } from './domain/mail/queue-puller.ts';
import { sweepMails } from './domain/mail/sweep-mails.ts';
import { tellLateMails } from './domain/mail/tell-late-mails.ts';
import { tellOverdueRequests } from './domain/request/tell-overdue-requests.ts';
import { tellWaitingQuarantine } from './domain/request/tell-waiting-quarantine.ts';
import { tendInformationRequests } from './domain/request/tend-information-requests.ts';
import { queueServiceNotices } from './domain/service/queue-service-notices.ts';
import { sweepDue } from './domain/sweep-due.ts';
import { runEach } from './runtime/run-each.ts';
import { splitTime } from './runtime/split-time.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireMail } from './runtime/wire-mail.ts';
import { wire } from './runtime/wiring.ts';

/** All sweeps end so long before the function does: the mail that was begun last may take as long as SES is given. */
const sweepSeconds = functions.clock.timeoutSeconds - limits.mailTimeoutSeconds;
/** The most that each sweep takes of it; what is sent has the rest. */
const shares = { addresses: 5, notices: 10, mails: 30 } as const;
const sweep = { by: 'clock', perShard: 25 } as const;

/**
 * Every minute: the day of the audit trail that is to be closed; what somebody is to be told of: mails, answers and corrections that are late;
 * jobs that are due again, mails of campaigns that nobody sends; then, in the time that is left, changes of addresses, addresses to look after,
 * notices of terms that end soon, what customers were asked for and did not give, and mails that the stream missed or that are due again.
 */
export async function handler(): Promise<void> {
  await runEach(wire().log, worksOfTheMinute());
}

/** What only tells comes before what may take long: it is told of all the same when the sweeps have no time left. */
export function worksOfTheMinute(): Readonly<Record<string, () => Promise<unknown>>> {
  const { now, log } = wire();
  const until = splitTime(now, sweepSeconds);
  const note = (event: string, { moved, failed }: { moved: number; failed: number }) => {
    if (moved + failed > 0) log.info(event, { count: moved, attempt: failed });
  };
  return {
    queueDayClosing: () => queueDayClosing(wireArchive()),
    tellLateMails: () => tellLateMails(wire()),
    tellOverdueRequests: () => tellOverdueRequests(wire()),
    tellWaitingQuarantine: () => tellWaitingQuarantine(wire()),
    tellOverdueCorrections: () => tellOverdueCorrections(wire()),
    resumeJobs: async () => {
      const { resumed, failed } = await resumeJobs(wire(), { perShard: 10 });
      note('jobs_resumed', { moved: resumed, failed });
    },
    queuePuller: () => queuePuller(wire(), { by: 'clock' }),
    moveEmailChanges: async () => {
      const from = { lane: 'email-changes', due: wire().emailChanges.due, act: moveEmailChange };
      note('email_changes_moved', await sweepCustomers(from, until(shares.addresses)));
    },
    lookAfterAddresses: async () => {
      const from = { lane: 'addresses', due: wire().contactStates.due, act: lookAfterAddress };
      note('addresses_looked_after', await sweepCustomers(from, until(shares.addresses)));
    },
    queueServiceNotices: async () => {
      const limit = { ...sweep, until: until(shares.notices) };
      note('service_notices_queued', await queueServiceNotices(wire(), limit));
    },
    tendInformationRequests: async () => {
      const limit = { ...sweep, until: until(shares.notices) };
      note('information_requests_tended', await tendInformationRequests(wire(), limit));
    },
    sweepMails: async () => {
      const { settled, failed } = await sweepMails(wireMail(), { ...sweep, until: until(shares.mails) });
      note('mails_swept', { moved: settled, failed });
    },
  };
}

/** Sweeps rows of which each customer has one. */
function sweepCustomers(
  from: {
    readonly lane: string;
    readonly due: (shard: number, until: Date, first: number) => Promise<readonly string[]>;
    readonly act: (
      ports: ReturnType<typeof wire>,
      named: { readonly customerId: string; readonly by: string },
    ) => Promise<string>;
  },
  until: Date,
) {
  const { by, perShard } = sweep;
  const due = async (shard: number, at: Date, first: number) =>
    (await from.due(shard, at, first)).map((customerId) => ({ customerId }));
  const act = async ({ customerId }: { readonly customerId: string }) => {
    const outcome = await from.act(wire(), { customerId, by });
    if (outcome === 'PARKED') return 'FAILED';
    return outcome === 'WAITING' ? 'WAITING' : 'MOVED';
  };
  return sweepDue(wire(), { lane: from.lane, fault: 'due_not_handled', due, act }, { until, perShard });
}
