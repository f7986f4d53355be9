import { DomainError } from '../errors.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeRecipient, type RecipientDeps } from './change-recipient.ts';
import { isUsable } from './parse-recipient.ts';
import type { secondChannels } from './second-channels.ts';

/**
 * Another person than who registered a recipient, or its key last, has compared the key's thumbprint with the recipient over a second channel.
 * One without a key, which gets its packages by passphrase or in person, is verified itself.
 * @throws DomainError NOT_FOUND, SAME_PERSON, WRONG_STATE (verified already, revoked) at `recipientId`; KEY_NOT_ACCEPTED there when it has no key
 *   and needs one, RECIPIENT_NOT_VERIFIED when its key has expired; at `thumbprint` REQUIRED, and KEY_DIFFERS when it is another key's
 */
export function verifyRecipientKey(
  deps: RecipientDeps,
  viewer: StaffViewer,
  call: {
    readonly idempotencyKey: string;
    readonly recipientId: string;
    readonly thumbprint: string | undefined;
    readonly channel: (typeof secondChannels)[number];
  },
): Promise<{ recipientId: string }> {
  const { idempotencyKey, recipientId, thumbprint, channel } = call;
  return changeRecipient(deps, viewer, {
    operation: 'verifyRecipientKey',
    action: 'VERIFY_RECIPIENT',
    idempotencyKey,
    recipientId,
    input: { thumbprint, channel },
    change(recipient, now) {
      if (recipient.registeredBy === viewer.subject) throw new DomainError('SAME_PERSON', ['recipientId']);
      if (recipient.state !== 'REGISTERED') throw new DomainError('WRONG_STATE', ['recipientId']);
      const { key, delivery } = recipient;
      if (key === undefined && delivery === 'KEY') throw new DomainError('KEY_NOT_ACCEPTED', ['recipientId']);
      if (key && thumbprint === undefined) throw new DomainError('REQUIRED', ['thumbprint']);
      if (key?.thumbprint !== thumbprint) throw new DomainError('KEY_DIFFERS', ['thumbprint']);
      if (key && !isUsable(key, now)) throw new DomainError('RECIPIENT_NOT_VERIFIED', ['recipientId']);
      return {
        state: 'VERIFIED',
        verifiedAt: now.toISOString(),
        verifiedBy: viewer.subject,
        verifiedOver: channel,
      };
    },
  });
}
