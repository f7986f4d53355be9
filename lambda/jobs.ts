import { setTimeout as pause } from 'node:timers/promises';
import { functions } from './declared/functions.ts';
import { closeDay } from './domain/audit/close-day.ts';
import { runVerification } from './domain/audit/run-verification.ts';
import { countAudience } from './domain/campaign/count-audience.ts';
import { runCampaign } from './domain/campaign/run-campaign.ts';
import { sendTest } from './domain/campaign/send-test.ts';
import { countAffected } from './domain/incident/count-affected.ts';
import { mailAffected } from './domain/incident/mail-affected.ts';
import type { Job, JobTypeOf } from './domain/jobs/job.ts';
import { type JobStep, workOnJob } from './domain/jobs/work-on-job.ts';
import { pullMails } from './domain/mail/pull-mails.ts';
import { extendPorts } from './runtime/extend-ports.ts';
import { actOnEach, againFrom, type PartialBatchAnswer } from './runtime/stream-batch.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireMail } from './runtime/wire-mail.ts';
import { tablesGate } from './runtime/wire-restore.ts';
import { wire } from './runtime/wiring.ts';

/** A minute is left for the piece of work at hand, and for keeping what was found. */
const workSeconds = functions.jobs.timeoutSeconds - 60;

/** Who does what is asked for. */
const runners = {
  VERIFY_AUDIT: (job) => runVerification(wireArchive(), job),
  CLOSE_AUDIT_DAY: (job) => closeDay(wireArchive(), job),
  PULL_MAILS: (job) => pullMails(extendPorts(wireMail(), { pause: (ms: number) => pause(ms) }), job),
  RUN_CAMPAIGN: (job) => runCampaign(wire(), job),
  COUNT_CAMPAIGN: (job) => countAudience(wire(), job),
  TEST_CAMPAIGN: (job) => sendTest(wireMail(), job),
  COUNT_AFFECTED: (job) => countAffected(wire(), job),
  NOTIFY_AFFECTED: (job) => mailAffected(wire(), job),
} as const satisfies Readonly<Record<JobTypeOf<'work'>, (job: Job) => AsyncIterable<JobStep>>>;

/** @throws Error for a job of another function: the stream's filter keeps those away */
function runnerOf(job: Job): AsyncIterable<JobStep> {
  if (!(job.type in runners)) throw new Error(`${job.type} is another function's`);
  return runners[job.type as keyof typeof runners](job);
}

/** Long work, as it is queued: one job per stream record. While its tables are behind, none: the clock brings it again. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
  if (await tablesGate().areBehind()) return againFrom([]);
  const deps = wire();
  const until = new Date(deps.now().getTime() + workSeconds * 1000);
  return actOnEach(
    event,
    async ({ dynamodb }) => {
      const { id, state } = dynamodb.NewImage;
      if (id?.S === undefined || state?.S !== 'QUEUED') return 'DONE';
      await workOnJob(deps, runnerOf, { jobId: id.S, until });
      return 'DONE';
    },
    ({ dynamodb }, error) => deps.log.error('job_not_begun', { jobId: dynamodb.NewImage.id?.S ?? '' }, error),
  );
}
