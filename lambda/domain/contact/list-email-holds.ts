import { requirePageSize } from '../input/page-size.ts';
import type { DuePage } from '../ports/jobs.ts';
import type { Ports } from '../ports.ts';
import type { EmailHold } from './email-hold.ts';

/**
 * The work list: holds that last, the oldest first (P3.6). None ends by itself.
 * @throws DomainError INVALID_FORMAT at `first`, CURSOR_INVALID at `after`
 */
export async function listEmailHolds(
  deps: Pick<Ports, 'emailHolds'>,
  { first, after }: { readonly first: number; readonly after: string | undefined },
): Promise<DuePage<EmailHold>> {
  return deps.emailHolds.lasting(requirePageSize(first), after);
}

/** Whole hours that a hold has lasted, or did. */
export function hoursHeld({ heldAt, liftedAt }: EmailHold, now: Date): number {
  const end = liftedAt === undefined ? now.getTime() : Date.parse(liftedAt);
  return Math.max(0, Math.floor((end - Date.parse(heldAt)) / 3_600_000));
}
