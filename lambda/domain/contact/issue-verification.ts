import { limits } from '../../declared/limits.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { Mail } from '../mail/mail.ts';
import type { Keyring, Ports, ReadySealing, Write } from '../ports.ts';
import type { Language } from '../viewer.ts';
import { makeToken } from './link-token.ts';

/**
 * The mail that verifies an address, and the token behind its link: single use, bound to the address it goes to. The secret is in the
 * mail's sealed variables only; the token row has its hash. The caller commits the writes, beside `saveKeyring` when sealing added a key.
 */
export function issueVerification(
  deps: Pick<Ports, 'now' | 'random' | 'outbox' | 'tokens' | 'settings'>,
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  to: {
    readonly customerId: string;
    /** Blind index of the address. */
    readonly emailIndex: string;
    readonly name: string;
    readonly language: Language;
    readonly requestId: string;
  },
): { readonly mail: Mail; readonly writes: readonly Write[] } {
  const { customerId, emailIndex, name, language, requestId } = to;
  const { id, secretHash, token } = makeToken(deps.random);
  const hours = limits.verificationHours;
  const link = `${deps.settings.linksUrl}/links/verify-email/${token}`;
  const { mail, write } = enqueueMail(deps, sealing, keyring, {
    customerId,
    language,
    filled: { template: 'EMAIL_VERIFICATION', variables: { name, link, hours } },
    requestId,
  });
  const tokenRow = deps.tokens.insert({
    id,
    purpose: 'VERIFY_EMAIL',
    secretHash,
    customerId,
    emailIndex,
    expiresAt: verificationEnds(deps.now()).toISOString(),
    attempts: 0,
    usedAt: undefined,
  });
  return { mail, writes: [tokenRow, write] };
}

/** When a verification link, and the claim on the address, end. */
export function verificationEnds(from: Date): Date {
  return new Date(from.getTime() + limits.verificationHours * 3_600_000);
}
