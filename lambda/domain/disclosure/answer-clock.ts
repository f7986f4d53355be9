import { law } from '../law.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { milliseconds } from '../span.ts';
import type { GivenDisclosure, parseDisclosure } from './parse-disclosure.ts';

/** The clock of an authority: 24 hours from receipt, 3 where life or national security is at stake, or the order's own where that is earlier. */
export function dueAtOf(
  { kind }: Recipient,
  { receivedAt, order }: GivenDisclosure,
  { urgencyClaimedBy }: ReturnType<typeof parseDisclosure>,
): string | undefined {
  if (kind !== 'AUTHORITY') return undefined;
  const hours = urgencyClaimedBy === undefined ? law.authority.hours : law.authority.urgentHours;
  const byLaw = receivedAt.getTime() + milliseconds({ hours });
  return new Date(Math.min(byLaw, order?.deadline?.getTime() ?? byLaw)).toISOString();
}
