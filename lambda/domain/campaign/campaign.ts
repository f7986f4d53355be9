import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { CampaignWords } from '../mail/templates.ts';
import type { MarketingPurpose } from '../purposes.ts';
import type { Language } from '../viewer.ts';

/**
 * DRAFTED → APPROVED (by another than the author) → RUNNING ⇄ PAUSED → DONE, or STOPPED from any of them. The announcement of a policy
 * version is RUNNING from its publication.
 */
export const campaignStates = ['DRAFTED', 'APPROVED', 'RUNNING', 'PAUSED', 'STOPPED', 'DONE'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** Whom a campaign is meant for; the gate still decides for each. What is absent does not matter. */
export interface Audience {
  readonly languages?: readonly Language[];
  /** Customers with a running term of one of these products. */
  readonly products?: readonly string[];
}

/** Words with variables in double braces, of the kinds in `campaignVariables`. */
export type CampaignContent = Readonly<Record<Language, CampaignWords>>;
export const campaignVariables = ['name'] as const;

/** What is approved, and nothing else: it never changes; other words are another campaign. */
export interface CampaignPlan {
  readonly purpose: MarketingPurpose | 'POLICY_CHANGE';
  readonly audience: Audience;
  /** For marketing. */
  readonly content: CampaignContent | undefined;
  /** For POLICY_CHANGE: the version it announces. */
  readonly policyVersion: number | undefined;
  /** Not before; undefined: as soon as it is started. */
  readonly startsAt: string | undefined;
}

export interface Campaign extends CampaignPlan {
  /** 26 characters; those of marketing begin with their time. */
  readonly id: string;
  /** What staff call it; no personal value. */
  readonly name: string;
  readonly state: CampaignState;
  /** Counts every change of the row. */
  readonly version: number;
  /** Subject of the employee who wrote it, and what is approved: `digestOfPlan`. */
  readonly author: string;
  readonly draftedAt: string;
  readonly digest: string;
  /** When its author was sent it as a test. */
  readonly testedAt: string | undefined;
  /** The job that counted its audience last. */
  readonly countJobId: string | undefined;
  readonly approval: { readonly by: string; readonly at: string; readonly digest: string } | undefined;
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
}

/** SHA-256, hex, of all that is approved: by it a campaign that was altered in the table is noticed. */
export function digestOfPlan(plan: CampaignPlan): string {
  const { purpose, audience, content = null, policyVersion = null, startsAt = null } = plan;
  const said = canonicalJson({ purpose, audience, content, policyVersion, startsAt });
  return createHash('sha256').update(said).digest('hex');
}

/** Whether another than its author stands up for it, as it now is. */
export function isApproved({ approval, author, digest }: Campaign): boolean {
  return approval !== undefined && approval.by !== author && approval.digest === digest;
}

/** Whether its mails may be there: it was started, and not stopped. */
export function isUnderWay({ state }: Pick<Campaign, 'state'>): boolean {
  return state === 'RUNNING' || state === 'PAUSED' || state === 'DONE';
}

/** A campaign in the next of its versions. */
export function changedCampaign(
  before: Campaign,
  changes: Partial<Omit<Campaign, 'id' | 'version' | keyof CampaignPlan>>,
): Campaign {
  return { ...before, ...changes, version: before.version + 1 };
}

/** From when its mails are made; also the time that their ids begin with. */
export function walksFrom({ startsAt, startedAt, draftedAt }: Campaign): Date {
  const started = startedAt ?? draftedAt;
  return new Date(startsAt !== undefined && startsAt > started ? startsAt : started);
}
