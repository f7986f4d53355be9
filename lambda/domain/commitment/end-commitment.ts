import { DomainError } from '../errors.ts';
import type { StaffViewer } from '../viewer.ts';
import { type CommitmentDeps, changeCommitment } from './change-commitment.ts';
import type { NamedCommitment } from './record-commitment.ts';

/**
 * Ends a commitment at once: from this instant nothing is disclosed on it.
 * @throws DomainError NOT_FOUND at `id`, WRONG_STATE for one that has ended
 */
export function endCommitment(
  deps: CommitmentDeps,
  viewer: StaffViewer,
  call: NamedCommitment & { readonly idempotencyKey: string },
): Promise<NamedCommitment> {
  return changeCommitment(deps, viewer, call, 'endCommitment', async (before, now) => {
    if (before.state === 'ENDED') throw new DomainError('WRONG_STATE', ['id']);
    const changes = { state: 'ENDED', endedAt: now, endedBy: viewer.subject } as const;
    return { changes, action: 'END_COMMITMENT', also: [] };
  });
}
