import { limits } from '../../declared/limits.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import type { MailState } from './mail.ts';
import { createPace, type Pace, type Pause } from './pace.ts';
import { type SendMailDeps, sendMail } from './send-mail.ts';

export type PullMailsDeps = SendMailDeps & { readonly pause: Pause };

/** What campaigns may take of SES's rate; the rest is for mails that somebody waits for. */
const shareOfCampaigns = 0.8;
/** Mails of one shard that are taken before the next shard has its turn. */
const mostOfShard = 25;

interface Report {
  readonly handled: number;
  readonly failed: number;
  readonly [name: string]: number;
}

interface Pull {
  readonly deps: PullMailsDeps;
  readonly pace: Pace;
  /** Mails of a shard that were due and could not be handled, or were not due any more: an index lags. */
  readonly passed: Map<number, Set<string>>;
}

/**
 * The job that sends what campaigns queued: shard by shard, the oldest first, several side by side, at a part of the rate that SES
 * allows, until nothing is due. Duties and operational mails never wait for it: they go as they appear, and by the sweep.
 */
export async function* pullMails(deps: PullMailsDeps, job: Job): AsyncGenerator<JobStep> {
  const perSecond = deps.settings.mailsPerSecond * shareOfCampaigns;
  const pull: Pull = { deps, pace: createPace(deps, perSecond), passed: new Map() };
  // A piece of work is short beside a job's run, however slow the pace.
  const batch = Math.max(1, Math.min(mostOfShard, Math.ceil(perSecond * 5)));
  let report: Report = { handled: 0, failed: 0 };
  for (let isBusy = true; isBusy; ) {
    isBusy = false;
    for (let shard = 0; shard < limits.indexShards; shard++) {
      const { handled, failed } = await pullShard(pull, shard, batch);
      report = { handled: report.handled + handled, failed: report.failed + failed };
      if (handled > 0) isBusy = true;
      if (handled + failed > 0) yield { report, isDone: false };
    }
  }
  deps.log.info('mails_pulled', { jobId: job.id, count: report.handled, attempt: report.failed });
  yield { report, isDone: true };
}

async function pullShard(pull: Pull, shard: number, batch: number): Promise<Report> {
  const { deps } = pull;
  const passed = pull.passed.get(shard) ?? new Set();
  pull.passed.set(shard, passed);
  const found = await deps.outbox.due('marketing', shard, deps.now(), batch + passed.size);
  if (found.unreadable > 0)
    deps.log.error('due_item_unreadable', { lane: `marketing-${shard}`, count: found.unreadable });
  const waiting = found.mails.filter(({ mailId }) => !passed.has(mailId)).slice(0, batch);
  const report = { handled: 0, failed: 0 };
  const next = waiting[Symbol.iterator]();
  const work = async () => {
    for (const mail of next) {
      const outcome = await pullOne(pull, mail);
      if (outcome === 'HANDLED') report.handled += 1;
      else passed.add(mail.mailId);
      if (outcome === 'FAILED') report.failed += 1;
    }
  };
  await Promise.all(Array.from({ length: limits.pulledAtOnce }, work));
  return report;
}

/** States in which a mail has been to SES. */
const offered: readonly (MailState | 'WAITING')[] = ['SENT', 'UNCERTAIN', 'FAILED', 'QUEUED'];

async function pullOne(
  { deps, pace }: Pull,
  mail: { readonly customerId: string; readonly mailId: string },
): Promise<'HANDLED' | 'PASSED' | 'FAILED'> {
  await pace.turn();
  try {
    const outcome = await sendMail(deps, { ...mail, by: 'jobs' });
    if (!offered.includes(outcome)) pace.giveBack();
    return outcome === 'WAITING' ? 'PASSED' : 'HANDLED';
  } catch (error) {
    deps.log.error('mail_not_handled', mail, error);
    return 'FAILED';
  }
}
