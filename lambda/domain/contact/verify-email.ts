import { limits } from '../../declared/limits.ts';
import type { AuditActor } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import type { Plan } from '../once.ts';
import type { LinkToken, Ports } from '../ports.ts';
import type { Origin } from '../viewer.ts';
import { isSecretOf, readToken } from './link-token.ts';

export type VerifyEmailDeps = Pick<
  Ports,
  'now' | 'commit' | 'tokens' | 'contactStates' | 'customers' | 'emails'
>;

export interface VerifyEmailInput {
  /** `id.secret`, from the link. */
  readonly token: string;
  readonly requestId: string;
  readonly origin: Origin;
  /** Whoever holds the link need not be signed in. */
  readonly actor: AuditActor;
}

/** How often everything is read again when something changed between reading and committing. */
const readings = 3;

/**
 * Whoever holds the link confirms the address (P3.2): it becomes the customer's alone.
 * @throws DomainError LINK_INVALID, LINK_EXPIRED, LINK_USED, ALREADY_VERIFIED, TEMPORARILY_UNAVAILABLE
 */
export async function verifyEmail(
  deps: VerifyEmailDeps,
  input: VerifyEmailInput,
): Promise<{ customerId: string }> {
  for (let reading = 1; ; reading++) {
    const { writes, audit, result } = await planVerification(deps, input);
    try {
      await deps.commit(writes, audit);
      return result;
    } catch (error) {
      // LINK_USED too: a wrong try, counted meanwhile, makes the same condition fail. Read again, and say what is so.
      const changed =
        error instanceof DomainError && (error.code === 'STALE_REVISION' || error.code === 'LINK_USED');
      if (!changed || reading === readings) throw error;
    }
  }
}

/** What verifying would write, for callers that commit it with rows of their own. Counts a wrong secret at once. */
export async function planVerification(
  deps: VerifyEmailDeps,
  input: VerifyEmailInput,
): Promise<Plan<{ customerId: string }>> {
  const token = await judgeToken(deps, input.token);
  const { customerId, emailIndex } = token;
  const contactState = await deps.contactStates.load(customerId);
  const customer = await deps.customers.record(customerId);
  if (!contactState || !customer || contactState.emailIndex !== emailIndex)
    throw new DomainError('LINK_INVALID', ['token']);
  if (contactState.addressState === 'VERIFIED') throw new DomainError('ALREADY_VERIFIED', ['token']);

  const at = deps.now();
  const version = contactState.version + 1;
  const verified = { addressState: 'VERIFIED' as const, verifiedAt: at.toISOString(), version };
  return {
    writes: [
      deps.tokens.use(token, at),
      deps.emails.insertOwner(emailIndex, customerId),
      deps.emails.deleteClaim(emailIndex, customerId),
      deps.contactStates.replace(contactState, { ...contactState, ...verified }),
      deps.customers.replace(customer, {
        ...customer,
        version: customer.version + 1,
        addressState: 'VERIFIED',
      }),
    ],
    audit: [
      {
        action: 'VERIFY_EMAIL',
        actor: input.actor,
        outcome: 'ALLOWED',
        customerId,
        fields: ['email'],
        requestId: input.requestId,
        origin: input.origin,
      },
    ],
    result: { customerId },
  };
}

/** Only the holder of the secret learns more than that a link is not valid. */
async function judgeToken(deps: Pick<Ports, 'now' | 'tokens'>, given: string): Promise<LinkToken> {
  const invalid = new DomainError('LINK_INVALID', ['token']);
  const parts = readToken(given);
  const token = parts && (await deps.tokens.load(parts.id));
  if (!token || token.attempts >= limits.tokenAttempts) throw invalid;
  if (!isSecretOf(token, parts.secret)) {
    await deps.tokens.countAttempt(token.id);
    throw invalid;
  }
  if (token.usedAt !== undefined) throw new DomainError('LINK_USED', ['token']);
  if (Date.parse(token.expiresAt) <= deps.now().getTime()) throw new DomainError('LINK_EXPIRED', ['token']);
  return token;
}
