import { type MailState, mailStates } from '../mail/mail.ts';
import type { CampaignCounts, CampaignSegment } from '../ports/campaigns.ts';
import type { Ports } from '../ports.ts';

/** What has become of a campaign so far. Numbers alone: nobody is named. */
export interface CampaignProgress {
  /** Mails made: one for each customer that it is meant for, sent or not. */
  readonly recipients: number;
  readonly states: Readonly<Partial<Record<MailState, number>>>;
  /** Why mails were not sent. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Waiting, or being sent. */
  readonly outstanding: number;
  /** Customers passed over because their records could not be read. */
  readonly unreadable: number;
  /** Everybody was looked at. */
  readonly isWalked: boolean;
}

/** @param id of the campaign */
export async function loadProgress(deps: Pick<Ports, 'campaigns'>, id: string): Promise<CampaignProgress> {
  const [segments, counts] = await Promise.all([deps.campaigns.segments(id), deps.campaigns.counted(id)]);
  return progressOf(segments, counts);
}

/** Sums the segments, which know what was made, and the counters, which know what became of it. */
export function progressOf(segments: readonly CampaignSegment[], counts: CampaignCounts): CampaignProgress {
  const reasons: Record<string, number> = { ...counts.reasons };
  let queued = 0;
  let suppressed = 0;
  for (const segment of segments) {
    queued += segment.queued;
    for (const [reason, count] of Object.entries(segment.suppressed)) {
      suppressed += count;
      reasons[reason] = (reasons[reason] ?? 0) + count;
    }
  }
  const made: Partial<Record<MailState, number>> = { QUEUED: queued, SUPPRESSED: suppressed };
  const states: Partial<Record<MailState, number>> = {};
  for (const state of mailStates) {
    // A mail that moves while its shard is read may be missed in one state, never twice over all.
    const count = Math.max(0, (made[state] ?? 0) + (counts.states[state] ?? 0));
    if (count > 0) states[state] = count;
  }
  return {
    recipients: queued + suppressed,
    states,
    reasons,
    outstanding: (states.QUEUED ?? 0) + (states.SENDING ?? 0),
    unreadable: segments.reduce((sum, { unreadable }) => sum + unreadable, 0),
    isWalked: segments.every(({ isDone }) => isDone),
  };
}
