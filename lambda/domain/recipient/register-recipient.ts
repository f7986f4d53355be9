import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { objectOf } from '../input/object.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { authentication, parseKey, recipientName } from './parse-recipient.ts';
import type { Delivery, Recipient, RecipientKind } from './recipient.ts';
import { sealAuthentication } from './recipient-words.ts';

const words = objectOf({ required: { name: recipientName, authentication } });

/** A recipient as it is registered. `key`: a JWK as text. */
export interface GivenRecipient {
  readonly kind: RecipientKind;
  readonly name: unknown;
  readonly authentication: unknown;
  readonly delivery: Delivery;
  readonly key: string | undefined;
  readonly keyExpiresAt: Date | undefined;
}

/**
 * Registers somebody to whom personal information may be disclosed (P1.6, P6.5, P6.6). Nothing is until another person has verified it, and
 * it never gets an account (P7.1).
 * @throws DomainError input issues of `name` and `authentication`; at `key` PRIVATE_KEY, KEY_NOT_ACCEPTED, and REQUIRED for delivery by key, NOT_ASKED for any other; IN_THE_PAST at `keyExpiresAt`
 */
export async function registerRecipient(
  deps: Pick<Ports, 'now' | 'random' | 'commit' | 'sealing' | 'blindIndex' | 'recipients' | 'idempotency'>,
  viewer: StaffViewer,
  call: GivenRecipient & { readonly idempotencyKey: string },
): Promise<{ recipientId: string }> {
  const { idempotencyKey, kind, delivery, key, keyExpiresAt } = call;
  const { name, authentication: asked } = call;
  const input = {
    kind,
    delivery,
    key,
    keyExpiresAt: keyExpiresAt?.toISOString(),
    name,
    authentication: asked,
  };
  const caller = `staff:${viewer.subject}`;
  return once(deps, { caller, operation: 'registerRecipient', idempotencyKey, input }, async () => {
    const said = parseInput(words, { name, authentication: asked });
    if (delivery === 'KEY' && !key?.trim()) throw new DomainError('REQUIRED', ['key']);
    // Nothing would ever be sealed to it.
    if (delivery !== 'KEY' && key !== undefined) throw new DomainError('NOT_ASKED', ['key']);
    const now = deps.now();
    const id = `rec-${deps.random.id()}`;
    const { sealed, keys } = await sealAuthentication(deps, id, said.authentication);
    const recipient: Recipient = {
      id,
      kind,
      name: said.name,
      sealedAuthentication: sealed,
      delivery,
      key: key === undefined ? undefined : parseKey(key, keyExpiresAt, now),
      state: 'REGISTERED',
      version: 1,
      registeredAt: now.toISOString(),
      registeredBy: viewer.subject,
      verifiedAt: undefined,
      verifiedBy: undefined,
      verifiedOver: undefined,
      revokedAt: undefined,
      revokedBy: undefined,
    };
    return {
      writes: [...deps.recipients.put(undefined, recipient), ...keys],
      audit: [entryOf(viewer, { action: 'REGISTER_RECIPIENT', reference: recipient.id })],
      result: { recipientId: recipient.id },
    };
  });
}
