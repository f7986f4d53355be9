import { limits } from '../../declared/limits.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { Mail } from '../mail/mail.ts';
import type { IndexValues } from '../ports/blind-index.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { dateAfter } from '../span.ts';
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
    /** The address under every version of the index key, current first. */
    readonly emailIndexes: IndexValues;
    readonly language: Language;
    readonly requestId: string;
    /** What the mail says it is for, when not for a registration. */
    readonly occasion?: 'REMINDER';
    /** Who asks for it; the customer unless said. */
    readonly requestedBy?: string;
  },
): { readonly mail: Mail; readonly writes: readonly Write[] } {
  const { emailIndexes, language, requestId, occasion, requestedBy = `customer:${keyring.subjectId}` } = to;
  const { id, secretHash, token } = makeToken(deps.random);
  const hours = limits.verificationHours;
  const link = `${deps.settings.linksUrl}/links/verify-email/${token}`;
  const { mail, write } = enqueueMail(deps, sealing, keyring, {
    language,
    filled: { template: 'EMAIL_VERIFICATION', variables: { link, hours, ...(occasion && { occasion }) } },
    requestedBy,
    requestId,
  });
  const tokenRow = deps.tokens.insert({
    id,
    purpose: 'VERIFY_EMAIL',
    secretHash,
    subjectId: keyring.subjectId,
    emailIndex: emailIndexes[0],
    expiresAt: verificationEnds(deps.now()).toISOString(),
    attempts: 0,
    usedAt: undefined,
  });
  return { mail, writes: [tokenRow, write] };
}

/** When a verification link, and the claim on the address, end. */
export function verificationEnds(from: Date): Date {
  return dateAfter(from, { hours: limits.verificationHours });
}
