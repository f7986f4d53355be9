import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { RefusablePurpose } from '../purposes.ts';
import { reread } from '../reread.ts';
import { type RefuseDeps, refusalReadings, refuse } from './refuse.ts';

/** What a mail refuses, and for whom. */
export interface SaidByMail {
  readonly customerId: string;
  readonly purpose: RefusablePurpose | 'ALL';
}

/**
 * Refuses what a mail to the refusal address said (P2.6). Whose word it is was judged before (`honourRefusal`). Said again, it changes
 * nothing.
 * @returns false when there is no such customer, and nothing was done
 * @throws DomainError TEMPORARILY_UNAVAILABLE
 */
export async function refuseByMail(
  deps: RefuseDeps & Pick<Ports, 'commit'>,
  { customerId, purpose }: SaidByMail,
  requestId: string,
): Promise<boolean> {
  const actor = { id: 'visitor', roles: [] };
  try {
    await reread(refusalReadings, async () => {
      const { writes, audit } = await refuse(deps, {
        customerId,
        purposes: purpose === 'ALL' ? 'ALL' : [purpose],
        channels: ['EMAIL'],
        path: 'MAIL',
        actor: actor.id,
        requestId,
        entry: { action: 'REFUSE_BY_MAIL', actor, outcome: 'ALLOWED', customerId, requestId },
      });
      if (writes.length > 0) await deps.commit(writes, audit);
    });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}
