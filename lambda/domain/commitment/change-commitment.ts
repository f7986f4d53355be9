import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { isRecipientId, isRecordId } from '../recipient/recipient.ts';
import type { StaffViewer } from '../viewer.ts';
import type { Commitment } from './commitment.ts';
import type { NamedCommitment } from './record-commitment.ts';

export type CommitmentDeps = Pick<
  Ports,
  'now' | 'commit' | 'blindIndex' | 'recipients' | 'commitments' | 'idempotency'
>;

/**
 * Brings a commitment into its next version, once.
 * @param plan says what is other then, and what else is written; throws what speaks against it
 * @throws DomainError NOT_FOUND at `id`
 */
export function changeCommitment(
  deps: CommitmentDeps,
  viewer: StaffViewer,
  { idempotencyKey, recipientId, id }: NamedCommitment & { readonly idempotencyKey: string },
  operation: 'approveCommitment' | 'endCommitment',
  plan: (
    before: Commitment,
    now: string,
  ) => Promise<{
    readonly changes: Partial<Commitment>;
    readonly action: 'APPROVE_COMMITMENT' | 'END_COMMITMENT';
    readonly also: readonly Write[];
  }>,
): Promise<NamedCommitment> {
  const caller = `staff:${viewer.subject}`;
  return once(deps, { caller, operation, idempotencyKey, input: [recipientId, id] }, async () => {
    const isName = isRecipientId(recipientId) && isRecordId(id);
    const before = isName ? await deps.commitments.load(recipientId, id) : undefined;
    if (!before) throw new DomainError('NOT_FOUND', ['id']);
    const { changes, action, also } = await plan(before, deps.now().toISOString());
    const after = { ...before, ...changes, version: before.version + 1 };
    return {
      writes: [deps.commitments.put(before, after), ...also],
      audit: [entryOf(viewer, { action, reference: id })],
      result: { recipientId, id },
    };
  });
}
