import { dutyPurposes, type MailPurpose, marketingPurposes } from '../purposes.ts';

/** What is due is taken lane by lane, in this order, so that no campaign stands before a mail that somebody waits for. */
export const mailLanes = ['duty', 'operational', 'marketing'] as const;
export type MailLane = (typeof mailLanes)[number];

export function laneOf(purpose: MailPurpose): MailLane {
  if (isOneOf(dutyPurposes, purpose)) return 'duty';
  return isOneOf(marketingPurposes, purpose) ? 'marketing' : 'operational';
}

const isOneOf = (purposes: readonly MailPurpose[], purpose: MailPurpose): boolean =>
  purposes.includes(purpose);
