import { entryOf } from '../audit/entry.ts';
import type { AuditAction } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { type Campaign, type CampaignState, changedCampaign, isApproved } from './campaign.ts';
import { resumeCampaignJob, startCampaignJob } from './campaign-job.ts';
import { requireCampaign } from './require-campaign.ts';

type Deps = Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'campaigns' | 'jobs' | 'idempotency'>;

/** One step of a campaign from a state to another, and what goes with it. */
interface Step {
  readonly operation: string;
  readonly action: AuditAction;
  readonly from: readonly CampaignState[];
  change(campaign: Campaign, now: string): Parameters<typeof changedCampaign>[1];
  beside(deps: Deps, after: Campaign): Promise<readonly Write[]>;
}

const nothing = async () => [];

const steps = {
  start: {
    operation: 'startCampaign',
    action: 'START_CAMPAIGN',
    from: ['APPROVED'],
    change(campaign, now) {
      if (!isApproved(campaign)) throw new DomainError('NOT_APPROVED', ['campaignId']);
      return { state: 'RUNNING', startedAt: now };
    },
    beside: async (deps, after) => startCampaignJob(deps, after),
  },
  /** Mails that were made wait; those that are being sent arrive. */
  pause: {
    operation: 'pauseCampaign',
    action: 'PAUSE_CAMPAIGN',
    from: ['RUNNING'],
    change: () => ({ state: 'PAUSED' }),
    beside: nothing,
  },
  resume: {
    operation: 'resumeCampaign',
    action: 'RESUME_CAMPAIGN',
    from: ['PAUSED'],
    change: () => ({ state: 'RUNNING' }),
    beside: resumeCampaignJob,
  },
  /** For good: mails that were made and not begun are suppressed as they come up. */
  stop: {
    operation: 'stopCampaign',
    action: 'STOP_CAMPAIGN',
    from: ['DRAFTED', 'APPROVED', 'RUNNING', 'PAUSED'],
    change: (_, now) => ({ state: 'STOPPED', finishedAt: now }),
    beside: nothing,
  },
} as const satisfies Readonly<Record<string, Step>>;

/**
 * Starts, pauses, resumes or stops a campaign.
 * @throws DomainError NOT_FOUND, WRONG_STATE, NOT_APPROVED
 */
export async function steerCampaign(
  deps: Deps,
  viewer: StaffViewer,
  call: { idempotencyKey: string; campaignId: string; step: keyof typeof steps },
): Promise<{ campaignId: string }> {
  const { idempotencyKey, campaignId } = call;
  const { operation, action, from, change, beside }: Step = steps[call.step];
  const caller = `staff:${viewer.subject}`;
  return once(deps, { caller, operation, idempotencyKey, input: campaignId }, async () => {
    const before = await requireCampaign(deps, campaignId, from);
    // What the policy obliges CloudFly to tell is nothing to stop.
    if (before.purpose === 'POLICY_CHANGE') throw new DomainError('WRONG_STATE', ['campaignId']);
    const after = changedCampaign(before, change(before, deps.now().toISOString()));
    return {
      writes: [deps.campaigns.replace(before, after), ...(await beside(deps, after))],
      audit: [entryOf(viewer, { action, reference: campaignId })],
      result: { campaignId },
    };
  });
}
