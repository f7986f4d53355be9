import type { StaffViewer } from '../viewer.ts';
import { changeRecipient, type RecipientDeps } from './change-recipient.ts';

/**
 * From this instant nothing is disclosed to a recipient any more, on whatever basis; it is never verified again.
 * @throws DomainError NOT_FOUND, WRONG_STATE at `recipientId`
 */
export function revokeRecipient(
  deps: RecipientDeps,
  viewer: StaffViewer,
  call: { readonly idempotencyKey: string; readonly recipientId: string },
): Promise<{ recipientId: string }> {
  return changeRecipient(deps, viewer, {
    ...call,
    operation: 'revokeRecipient',
    action: 'REVOKE_RECIPIENT',
    input: undefined,
    change: (_, now) => ({
      state: 'REVOKED',
      revokedAt: now.toISOString(),
      revokedBy: viewer.subject,
    }),
  });
}
