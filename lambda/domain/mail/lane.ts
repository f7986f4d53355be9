import { isDuty, isMarketing, type MailPurpose } from '../purposes.ts';

/** What is due lies in lanes, so that no campaign stands before a mail that somebody waits for. */
export const mailLanes = ['duty', 'operational', 'marketing'] as const;
/** Lanes whose mails somebody waits for: they are sent as they appear, and swept. A puller paces the other. */
export const urgentLanes = ['duty', 'operational'] as const satisfies readonly MailLane[];
export type MailLane = (typeof mailLanes)[number];

export function laneOf(purpose: MailPurpose): MailLane {
  if (isDuty(purpose)) return 'duty';
  return isMarketing(purpose) ? 'marketing' : 'operational';
}
