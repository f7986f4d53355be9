import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { requireDraft } from './draft.ts';

/**
 * A second person stands up for a draft, word for word.
 * @throws DomainError NOT_FOUND, SAME_PERSON, ALREADY_APPROVED, ALREADY_PUBLISHED
 */
export async function approvePolicy(
  deps: Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'policyDrafts' | 'idempotency'>,
  viewer: StaffViewer,
  call: { idempotencyKey: string; draftId: string },
): Promise<{ draftId: string }> {
  const { idempotencyKey, draftId } = call;
  const by = viewer.subject;
  const scope = { caller: `staff:${by}`, operation: 'approvePolicy', idempotencyKey, input: draftId };
  return once(deps, scope, async () => {
    const draft = await requireDraft(deps, draftId);
    if (draft.state === 'PUBLISHED') throw new DomainError('ALREADY_PUBLISHED', ['draftId']);
    if (draft.author === by) throw new DomainError('SAME_PERSON', ['draftId']);
    if (draft.state === 'APPROVED') throw new DomainError('ALREADY_APPROVED', ['draftId']);
    const approval = { by, at: deps.now().toISOString(), digest: draft.digest };
    return {
      writes: [deps.policyDrafts.replace(draft, { ...draft, state: 'APPROVED', approval })],
      audit: [entryOf(viewer, { action: 'APPROVE_POLICY', reference: draftId })],
      result: { draftId },
    };
  });
}
