import * as z from 'zod/mini';
import { limits } from '../../declared/limits.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import type { Ports } from '../ports.ts';
import { makePage } from './make-page.ts';

const shape = z.object({
  campaignId: z.string(),
  segment: z._default(z.int(), 0),
  cursor: z.exactOptional(z.string()),
  audience: z._default(z.int(), 0),
  allowed: z._default(z.int(), 0),
  refused: z._default(z.record(z.string(), z.int()), {}),
  at: z.exactOptional(z.iso.datetime()),
});

/** Whom a campaign would have been for, and what the gate would have said, as it was counted. */
export type AudienceCount = z.infer<typeof shape>;

/** A count so far, parsed: it comes out of the table. */
export function audienceCountOf(job: Pick<Job, 'report'>): AudienceCount {
  return shape.parse(job.report);
}

/**
 * The job that counts: the same walk, the same judgement, and no mail. The gate is asked as if every mail went now; a quota
 * that is full counts as refused.
 */
export async function* countAudience(
  deps: Pick<Ports, 'campaigns' | 'policies' | 'now' | 'log'>,
  job: Job,
): AsyncGenerator<JobStep> {
  let report = audienceCountOf(job);
  const campaign = await deps.campaigns.load(report.campaignId);
  if (!campaign) throw new TypeError('A count names a campaign that is not there.');
  while (report.segment < limits.indexShards) {
    const { segment, cursor } = report;
    const before = {
      segment,
      cursor,
      version: 0,
      isDone: false,
      queued: 0,
      suppressed: {},
      unreadable: 0,
    } as const;
    const { mails, after } = await makePage(deps, campaign, before);
    const refused = { ...report.refused };
    let allowed = report.allowed;
    for (const { askedDecision } of mails)
      if (askedDecision?.allowed === false)
        refused[askedDecision.reason] = (refused[askedDecision.reason] ?? 0) + 1;
      else allowed += 1;
    const { cursor: _, ...rest } = report;
    report = {
      ...rest,
      segment: after.isDone ? segment + 1 : segment,
      ...(!after.isDone && after.cursor !== undefined && { cursor: after.cursor }),
      audience: report.audience + mails.length,
      allowed,
      refused,
    };
    yield { report, isDone: false };
  }
  report = { ...report, at: deps.now().toISOString() };
  yield { report, isDone: true };
}
