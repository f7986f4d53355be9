import * as z from 'zod/mini';
import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import { queuePuller } from '../mail/queue-puller.ts';
import { hasWaitedLong } from '../mail/transitions.ts';
import type { CampaignSegment } from '../ports/campaigns.ts';
import type { Ports } from '../ports.ts';
import { dateAfter } from '../span.ts';
import { type Campaign, changedCampaign, walksFrom } from './campaign.ts';
import { makePage } from './make-page.ts';
import { loadProgress } from './progress.ts';

type Deps = Pick<Ports, 'campaigns' | 'outbox' | 'policies' | 'jobs' | 'commit' | 'now' | 'log'>;

const given = z.object({
  campaignId: z.string(),
  /** When everybody had been looked at. */
  walkedAt: z.exactOptional(z.iso.datetime()),
});
type Report = z.infer<typeof given>;

/** Mails that may wait and be sent at once, and mails of one page. */
const usualPace: { readonly outstanding: number; readonly page: number } = {
  outstanding: limits.campaignOutstanding,
  page: limits.campaignPage,
};

/**
 * The job of a campaign: page after page of mails, each page and the place that the walk has come to written in one transaction that holds
 * only while the campaign runs. So a crash anywhere repeats nothing and skips nobody, and of two that work at once one finds the
 * segment walked on. It rests while enough mails wait, and sees to it that somebody sends them; it ends when the campaign no longer
 * runs, and ends the campaign once everybody was looked at and nothing waits.
 */
export async function* runCampaign(deps: Deps, job: Job, pace = usualPace): AsyncGenerator<JobStep> {
  let report = given.parse(job.report);
  const { campaignId } = report;
  const rest = (until: Date): JobStep => ({ report, isDone: false, resumeAt: until.toISOString() });
  // Before it rests: with the next clock the mails would go a minute later, or more.
  const restAWhile = async (seconds: number = limits.campaignRestSeconds) => {
    await queuePuller(deps, { by: 'jobs' });
    return rest(dateAfter(deps.now(), { seconds }));
  };
  let room = 0;
  for (;;) {
    const campaign = await deps.campaigns.load(campaignId);
    if (campaign?.state !== 'RUNNING') return yield { report, isDone: true };
    const begins = walksFrom(campaign);
    if (begins > deps.now()) return yield rest(begins);
    let segment = (await deps.campaigns.segments(campaignId)).find(({ isDone }) => !isDone);
    if (!segment) {
      report = { walkedAt: deps.now().toISOString(), ...report };
      const left = await finish(deps, campaign, report);
      if (left === 'NOTHING') return yield { report, isDone: true };
      return yield await restAWhile(left === 'UNCERTAIN' ? limits.mailEventWindowMinutes * 60 : undefined);
    }
    while (segment) {
      if (room < pace.page) room = pace.outstanding - (await loadProgress(deps, campaignId)).outstanding;
      if (room < pace.page) return yield await restAWhile();
      const after = await enqueuePage(deps, campaign, segment, pace.page);
      room -= after ? after.queued - segment.queued : 0;
      // Undefined: somebody else walked it on, or the campaign was stopped. What is so now is read again.
      segment = after?.isDone ? undefined : after;
      yield { report, isDone: false };
    }
  }
}

/** Writes one page. Undefined when the segment or the campaign is no longer what was read: nothing is written then. */
async function enqueuePage(deps: Deps, campaign: Campaign, before: CampaignSegment, most: number) {
  const { mails, after } = await makePage(deps, campaign, before, most);
  const writes = [
    deps.campaigns.replaceSegment(campaign.id, before, after),
    deps.campaigns.running(campaign.id),
    ...mails.map((mail) => deps.outbox.insert(mail)),
  ];
  return (await committed(deps, writes)) ? after : undefined;
}

/**
 * DONE once nothing can be sent any more: nothing waits, and no mail that is no advertising may be tried again; or when all that waited has
 * had its time, so that one mail that nobody counted holds nothing up.
 * @returns what keeps it from being done
 */
async function finish(
  deps: Deps,
  campaign: Campaign,
  { walkedAt }: Report,
): Promise<'WAITING' | 'UNCERTAIN' | 'NOTHING'> {
  const now = deps.now();
  const isOver = walkedAt !== undefined && hasWaitedLong({ queuedAt: walkedAt, lane: 'marketing' }, now);
  const { outstanding, states } = await loadProgress(deps, campaign.id);
  if (outstanding > 0 && !isOver) return 'WAITING';
  if ((states.UNCERTAIN ?? 0) > 0 && !isOver && (await isRepeatable(deps, campaign))) return 'UNCERTAIN';
  const done = changedCampaign(campaign, { state: 'DONE', finishedAt: now.toISOString() });
  return (await committed(deps, [deps.campaigns.replace(campaign, done)])) ? 'NOTHING' : 'WAITING';
}

/** Whether its mails may be sent again when their outcome is unknown: not those that are advertising under any version. */
async function isRepeatable(deps: Pick<Ports, 'policies'>, { purpose }: Campaign): Promise<boolean> {
  const versions = await deps.policies.versions();
  const stated = versions.flatMap(({ purposes }) => purposes.filter((one) => one.purpose === purpose));
  return purpose === 'POLICY_CHANGE' || stated.some(({ advertising }) => !advertising);
}

/** False when something was no longer as it was read. */
async function committed(
  deps: Pick<Ports, 'commit'>,
  writes: Parameters<Ports['commit']>[0],
): Promise<boolean> {
  try {
    await deps.commit(writes, []);
    return true;
  } catch (error) {
    const isLate =
      error instanceof DomainError && (error.code === 'STALE_REVISION' || error.code === 'WRONG_STATE');
    if (!isLate) throw error;
    return false;
  }
}
