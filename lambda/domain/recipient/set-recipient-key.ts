import type { StaffViewer } from '../viewer.ts';
import { changeRecipient, type RecipientDeps } from './change-recipient.ts';
import { parseKey } from './parse-recipient.ts';

/**
 * Gives a recipient another public key. Nothing is disclosed to it until another person than who set this one has verified it anew.
 * What was approved for the key before, and has not left, is stopped within minutes: orders are decided anew (`stop-disclosure.ts`).
 * @throws DomainError NOT_FOUND, WRONG_STATE at `recipientId`, PRIVATE_KEY, KEY_NOT_ACCEPTED at `key`, IN_THE_PAST at `keyExpiresAt`
 */
export function setRecipientKey(
  deps: RecipientDeps,
  viewer: StaffViewer,
  call: {
    readonly idempotencyKey: string;
    readonly recipientId: string;
    readonly key: string;
    readonly keyExpiresAt: Date | undefined;
  },
): Promise<{ recipientId: string }> {
  const { idempotencyKey, recipientId, key, keyExpiresAt } = call;
  return changeRecipient(deps, viewer, {
    operation: 'setRecipientKey',
    action: 'REGISTER_RECIPIENT',
    idempotencyKey,
    recipientId,
    input: { key, keyExpiresAt: keyExpiresAt?.toISOString() },
    fields: ['key'],
    change: (_, now) => ({
      key: parseKey(key, keyExpiresAt, now),
      delivery: 'KEY',
      state: 'REGISTERED',
      // Who verifies it next is to be another than who brought this key.
      registeredAt: now.toISOString(),
      registeredBy: viewer.subject,
      verifiedAt: undefined,
      verifiedBy: undefined,
      verifiedOver: undefined,
    }),
  });
}
