import { DomainError } from '../errors.ts';
import { requireRecipient } from '../recipient/require-recipient.ts';
import type { StaffViewer } from '../viewer.ts';
import { type CommitmentDeps, changeCommitment } from './change-commitment.ts';
import type { NamedCommitment } from './record-commitment.ts';

/**
 * Another person than who recorded a commitment stands up for it: from its beginning to its end it is a basis then (P6.6).
 * @throws DomainError NOT_FOUND at `id`, SAME_PERSON, WRONG_STATE: approved or ended already, its term is over, or its recipient was revoked
 */
export function approveCommitment(
  deps: CommitmentDeps,
  viewer: StaffViewer,
  call: NamedCommitment & { readonly idempotencyKey: string },
): Promise<NamedCommitment> {
  return changeCommitment(deps, viewer, call, 'approveCommitment', async (before, now) => {
    if (before.recordedBy === viewer.subject) throw new DomainError('SAME_PERSON', ['id']);
    const recipient = await requireRecipient(deps, before.recipientId);
    if (before.state !== 'PROPOSED' || before.until <= now || recipient.state === 'REVOKED')
      throw new DomainError('WRONG_STATE', ['id']);
    const changes = { state: 'ACTIVE', approvedAt: now, approvedBy: viewer.subject } as const;
    return { changes, action: 'APPROVE_COMMITMENT', also: [deps.recipients.unchanged(recipient)] };
  });
}
