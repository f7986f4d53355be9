import { setTimeout as pause } from 'node:timers/promises';
import { functions } from './declared/functions.ts';
import { closeDay } from './domain/audit/close-day.ts';
import { runVerification } from './domain/audit/run-verification.ts';
import { countAudience } from './domain/campaign/count-audience.ts';
import { runCampaign } from './domain/campaign/run-campaign.ts';
import { sendTest } from './domain/campaign/send-test.ts';
import type { Job, JobType } from './domain/jobs/job.ts';
import { type JobStep, workOnJob } from './domain/jobs/work-on-job.ts';
import { pullMails } from './domain/mail/pull-mails.ts';
import { extendPorts } from './runtime/extend-ports.ts';
import { actOnEach, type PartialBatchAnswer } from './runtime/stream-batch.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wireMail } from './runtime/wire-mail.ts';
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
} as const satisfies Readonly<Record<JobType, (job: Job) => AsyncIterable<JobStep>>>;

/** Long work, as it is queued: one job per stream record. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
  const deps = wire();
  const until = new Date(deps.now().getTime() + workSeconds * 1000);
  return actOnEach(
    event,
    async ({ dynamodb }) => {
      const { id, state } = dynamodb.NewImage;
      if (id?.S === undefined || state?.S !== 'QUEUED') return 'DONE';
      await workOnJob(deps, (job) => runners[job.type](job), { jobId: id.S, until });
      return 'DONE';
    },
    ({ dynamodb }, error) => deps.log.error('job_not_begun', { jobId: dynamodb.NewImage.id?.S ?? '' }, error),
  );
}
