import { DomainError } from '../errors.ts';
import type { Plan } from '../once.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import type { Origin } from '../viewer.ts';
import { isConfirmationDue, standing } from './address-standing.ts';
import { judgeLinkToken } from './judge-link-token.ts';

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
  const token = await judgeLinkToken(deps, input.token, ['VERIFY_EMAIL']);
  const { subjectId: customerId } = token;
  const contactState = await deps.contactStates.load(customerId);
  const customer = await deps.customers.record(customerId);
  if (!contactState || !customer || !contactState.emailIndexes.includes(token.emailIndex))
    throw new DomainError('LINK_INVALID', ['token']);
  const at = deps.now();
  if (contactState.addressState === 'VERIFIED' && !isConfirmationDue(contactState, at))
    throw new DomainError('ALREADY_VERIFIED', ['token']);

  const { emailIndexes } = contactState;
  const version = contactState.version + 1;
  const confirmed = standing(contactState, 'VERIFIED', 'CONFIRMED', at);
  return {
    writes: [
      deps.tokens.use(token, at),
      ...deps.emails.insertOwner(emailIndexes, customerId),
      ...deps.emails.deleteClaim(emailIndexes, customerId),
      deps.contactStates.replace(contactState, { ...confirmed, verifiedAt: at.toISOString(), version }),
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
