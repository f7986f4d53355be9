import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import type { Plan } from '../once.ts';
import type { LinkToken, Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import type { Origin } from '../viewer.ts';
import { isSecretOf, readToken } from './link-token.ts';

export type VerifyEmailDeps = Pick<
  Ports,
  'now' | 'random' | 'commit' | 'tokens' | 'contactStates' | 'customers' | 'emails' | 'changes'
>;

export interface VerifyEmailInput {
  /** `id.secret`, from the link. */
  readonly token: string;
  readonly requestId: string;
  readonly origin: Origin;
}

/**
 * How often everything is read again when something changed between reading and committing. LINK_USED too: a wrong try, counted
 * meanwhile, makes the same condition fail. Read again, and say what is so.
 */
const again = { STALE_REVISION: 2, LINK_USED: 2 };

/**
 * Whoever holds the link confirms the address (P3.2): it becomes the customer's alone.
 * @throws DomainError LINK_INVALID, LINK_EXPIRED, LINK_USED, ALREADY_VERIFIED, TEMPORARILY_UNAVAILABLE
 */
export async function verifyEmail(
  deps: VerifyEmailDeps,
  input: VerifyEmailInput,
): Promise<{ customerId: string }> {
  return reread(again, async () => {
    const { writes, audit, result } = await planVerification(deps, input);
    await deps.commit(writes, audit);
    return result;
  });
}

/** What verifying would write. Counts a wrong secret at once. */
async function planVerification(
  deps: VerifyEmailDeps,
  input: VerifyEmailInput,
): Promise<Plan<{ customerId: string }>> {
  const token = await judgeToken(deps, input.token);
  const { customerId } = token;
  const contactState = await deps.contactStates.load(customerId);
  const customer = await deps.customers.record(customerId);
  if (!contactState || !customer || !contactState.emailIndexes.includes(token.emailIndex))
    throw new DomainError('LINK_INVALID', ['token']);
  if (contactState.addressState === 'VERIFIED') throw new DomainError('ALREADY_VERIFIED', ['token']);

  const at = deps.now();
  const { emailIndexes } = contactState;
  const version = contactState.version + 1;
  const verified = { addressState: 'VERIFIED' as const, verifiedAt: at.toISOString(), version };
  return {
    writes: [
      deps.tokens.use(token, at),
      ...deps.emails.insertOwner(emailIndexes, customerId),
      ...deps.emails.deleteClaim(emailIndexes, customerId),
      deps.contactStates.replace(contactState, { ...contactState, ...verified }),
      deps.customers.replace(customer, {
        ...customer,
        version: customer.version + 1,
        addressState: 'VERIFIED',
      }),
      deps.changes.insert({ id: deps.random.id(), customerId, kind: 'ADDRESS', at: at.toISOString() }),
    ],
    audit: [
      {
        action: 'VERIFY_EMAIL',
        // Whoever holds the link need not be signed in.
        actor: { id: 'visitor', roles: [] },
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
