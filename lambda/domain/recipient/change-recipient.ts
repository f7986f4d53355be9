import { entryOf } from '../audit/entry.ts';
import type { AuditAction } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import type { Recipient } from './recipient.ts';
import { requireRecipient } from './require-recipient.ts';

export type RecipientDeps = Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'recipients' | 'idempotency'>;

/**
 * Brings a recipient into its next version, once. One that is revoked stays so.
 * @param change what is other then; throws what speaks against it
 * @throws DomainError NOT_FOUND at `recipientId`, WRONG_STATE for one that is revoked
 */
export async function changeRecipient(
  deps: RecipientDeps,
  viewer: StaffViewer,
  act: {
    readonly operation: string;
    readonly action: AuditAction;
    readonly idempotencyKey: string;
    readonly recipientId: string;
    readonly input: unknown;
    readonly fields?: readonly string[];
    change(recipient: Recipient, now: Date): Partial<Recipient>;
  },
): Promise<{ recipientId: string }> {
  const { operation, action, idempotencyKey, recipientId, fields } = act;
  const input = [recipientId, act.input];
  const caller = `staff:${viewer.subject}`;
  return once(deps, { caller, operation, idempotencyKey, input }, async () => {
    const before = await requireRecipient(deps, recipientId);
    if (before.state === 'REVOKED') throw new DomainError('WRONG_STATE', ['recipientId']);
    const after = { ...before, ...act.change(before, deps.now()), version: before.version + 1 };
    return {
      writes: deps.recipients.put(before, after),
      audit: [entryOf(viewer, { action, reference: recipientId, ...(fields && { fields }) })],
      result: { recipientId },
    };
  });
}
