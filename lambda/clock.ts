import { functions } from './declared/functions.ts';
import { limits } from './declared/limits.ts';
import { queueDayClosing } from './domain/audit/queue-day-closing.ts';
import { tendCommitments } from './domain/commitment/tend-commitments.ts';
import { lookAfterAddress } from './domain/contact/look-after-address.ts';
import { moveEmailChange } from './domain/contact/move-email-change.ts';
import { tellDeadlines } from './domain/deadline/tell-deadlines.ts';
import { tellMissingHolidays } from './domain/deadline/tell-missing-holidays.ts';
import { endBaselessPackages } from './domain/disclosure/end-baseless-packages.ts';
import { tendDisclosures } from './domain/disclosure/tend-disclosures.ts';
import { endRetentions } from './domain/erasure/end-retention.ts';
import { replayLedger } from './domain/erasure/replay-ledger.ts';
import { tendErasures } from './domain/erasure/tend-erasures.ts';
import { tendIncidents } from './domain/incident/tend-incidents.ts';
import { resumeJobs } from './domain/jobs/resume-jobs.ts';
import { queuePuller } from './domain/mail/queue-puller.ts';
import { sweepMails } from './domain/mail/sweep-mails.ts';
import { tellLateMails } from './domain/mail/tell-late-mails.ts';
import { tendPayments } from './domain/payment/tend-payments.ts';
import { tellWaitingQuarantine } from './domain/request/tell-waiting-quarantine.ts';
import { tendInformationRequests } from './domain/request/tend-information-requests.ts';
import { compareTables } from './domain/restore/compare-tables.ts';
import { queueRotations } from './domain/rotation/queue-rotation.ts';
import { queueServiceNotices } from './domain/service/queue-service-notices.ts';
import { sweepDue } from './domain/sweep-due.ts';
import { runEach } from './runtime/run-each.ts';
import { splitTime } from './runtime/split-time.ts';
import { toldToClock } from './runtime/told-to-clock.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireErasure } from './runtime/wire-erasure.ts';
import { wireMail } from './runtime/wire-mail.ts';
import { wireReplay } from './runtime/wire-replay.ts';
import { wireRotation } from './runtime/wire-rotation.ts';
import { wire } from './runtime/wiring.ts';

/** All sweeps end so long before the function does: the mail that was begun last may take as long as SES is given. */
const sweepSeconds = functions.clock.timeoutSeconds - limits.mailTimeoutSeconds;
/** The most that each sweep takes of it; what is sent has the rest. */
const shares = { addresses: 5, clocks: 5, notices: 10, mails: 30 } as const;
const sweep = { by: 'clock', perShard: 25 } as const;

/**
 * Every minute: whether these tables are whole, or were restored; the day of the audit trail that is to be closed; what somebody is to be told of: mails that are late, what waits
 * in quarantine, clocks that run out or have, keys whose time is over, erasures that are to be begun again; jobs that are due again, mails of campaigns that nobody
 * sends; then, in the time that is left, changes of addresses, addresses to look after,
 * notices of terms that end soon, what customers were asked for and did not give, and mails that the stream missed or that are due again.
 * @param event the schedule's, with the minute that it is for
 */
export async function handler(event?: unknown): Promise<void> {
  const { now, log } = wire();
  const began = now().getTime();
  const { replayFrom, restoredTo, time } = toldToClock(event);
  const state = await compareTables(wireReplay(), { by: sweep.by, restoredTo });
  const works = Object.entries(worksOfTheMinute({ replayFrom }));
  const isDone = ([name]: (typeof works)[number]) => state === 'CURRENT' || whileBehind.includes(name);
  await runEach(log, Object.fromEntries(works.filter(isDone)));
  const late =
    time === undefined ? {} : { seconds: Math.max(0, Math.floor((began - Date.parse(time)) / 1000)) };
  log.info('clock_ran', { ...late, milliseconds: now().getTime() - began });
}

/** What is done on tables that were restored and are being brought up to date: nothing that sends, tells or ends anything. */
const whileBehind: readonly string[] = ['queueDayClosing', 'replayLedger', 'tendErasures', 'resumeJobs'];

/** What only tells comes before what may take long: it is told of all the same when the sweeps have no time left. */
export function worksOfTheMinute({
  replayFrom: from,
}: {
  readonly replayFrom?: string | undefined;
} = {}): Readonly<Record<string, () => Promise<unknown>>> {
  const { now, log } = wire();
  const until = splitTime(now, sweepSeconds);
  const note = (event: string, { moved, failed }: { moved: number; failed: number }) => {
    if (moved + failed > 0) log.info(event, { count: moved, attempt: failed });
  };
  const limit = (share: number) => ({ ...sweep, until: until(share) });
  const moved = (count: number) => ({ moved: count, failed: 0 });
  return {
    queueDayClosing: () => queueDayClosing(wireArchive()),
    tellLateMails: () => tellLateMails(wire()),
    tellWaitingQuarantine: () => tellWaitingQuarantine(wire()),
    tellDeadlines: () => tellDeadlines(wire()),
    tellMissingHolidays: () => tellMissingHolidays(wire()),
    tendIncidents: async () => note('incidents_tended', await tendIncidents(wire(), limit(shares.clocks))),
    tendDisclosures: async () =>
      note('disclosures_tended', await tendDisclosures(wire(), limit(shares.clocks))),
    tendPayments: async () => note('payments_tended', await tendPayments(wire(), limit(shares.clocks))),
    tendCommitments: async () =>
      note('commitments_tended', await tendCommitments(wire(), limit(shares.clocks))),
    endBaselessPackages: async () => {
      const looked = { ...limit(shares.clocks), perShard: limits.packagesLookedAt };
      note('packages_ended', await endBaselessPackages(wire(), looked));
    },
    queueRotations: async () => note('key_rotations_queued', moved(await queueRotations(wireRotation()))),
    replayLedger: async () =>
      note(
        'erasures_replayed',
        moved(await replayLedger(wireErasure(), { by: sweep.by, ...(from !== undefined && { from }) })),
      ),
    tendErasures: async () =>
      note('erasures_tended', await tendErasures(wireErasure(), limit(shares.clocks))),
    endRetentions: async () =>
      note('retentions_ended', await endRetentions(wireErasure(), limit(shares.clocks))),
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
    queueServiceNotices: async () =>
      note('service_notices_queued', await queueServiceNotices(wire(), limit(shares.notices))),
    tendInformationRequests: async () =>
      note('information_requests_tended', await tendInformationRequests(wire(), limit(shares.notices))),
    sweepMails: async () => {
      const { settled, failed } = await sweepMails(wireMail(), limit(shares.mails));
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
