import type { AuditActor } from '../audit/row.ts';
import { judgeLinkToken } from '../contact/judge-link-token.ts';
import { readToken } from '../contact/link-token.ts';
import { requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import type { LinkToken } from '../ports/link-tokens.ts';
import type { Ports } from '../ports.ts';
import type { Viewer } from '../viewer.ts';
import type { InformationRequest } from './information-request.ts';

/** By what somebody answers: the id of what was asked, signed in; or the token of the mail's link. */
export interface AskedBy {
  readonly id?: string | undefined;
  readonly token?: string | undefined;
}

export interface Asked {
  readonly asked: InformationRequest;
  /** The token it was found by. */
  readonly token: LinkToken | undefined;
}

/**
 * What a customer was asked for, as who answers may know it.
 * @throws DomainError LINK_INVALID, LINK_EXPIRED, NOT_FOUND at `id`, NOT_REGISTERED, UNAUTHENTICATED without a token
 */
export async function findAsked(
  deps: TokenDeps & Pick<Ports, 'blindIndex' | 'bindings'>,
  viewer: Viewer,
  { id, token: given }: AskedBy,
): Promise<Asked> {
  if (given !== undefined) return findByToken(deps, given);
  if (viewer.kind !== 'customer') throw new DomainError('UNAUTHENTICATED');
  const customerId = await requireOwnCustomerId(deps, viewer);
  const asked = id === undefined ? undefined : await deps.informationRequests.load(customerId, id);
  if (!asked) throw new DomainError('NOT_FOUND', ['id']);
  return { asked, token: undefined };
}

type TokenDeps = Pick<Ports, 'now' | 'tokens' | 'informationRequests' | 'contactStates'>;

/**
 * The same by the link of a mail alone, while the address it went to is the customer's.
 * @throws DomainError LINK_INVALID, LINK_EXPIRED
 */
export async function findByToken(
  deps: TokenDeps,
  given: string,
): Promise<Asked & { readonly token: LinkToken }> {
  const token = await tokenOf(deps, given);
  const contact = await deps.contactStates.load(token.subjectId);
  const all = await deps.informationRequests.ofCustomer(token.subjectId);
  const asked = all.find(({ tokenIds }) => tokenIds.includes(token.id));
  if (!asked || !contact?.emailIndexes.includes(token.emailIndex))
    throw new DomainError('LINK_INVALID', ['token']);
  return { asked, token };
}

/** A token that was used names what was asked all the same: so that the same call gives the same answer again. */
async function tokenOf(deps: Pick<Ports, 'now' | 'tokens'>, given: string): Promise<LinkToken> {
  try {
    return await judgeLinkToken(deps, given, ['GIVE_INFORMATION']);
  } catch (error) {
    const id = readToken(given)?.id;
    const isUsed = error instanceof DomainError && error.code === 'LINK_USED';
    const used = isUsed && id !== undefined ? await deps.tokens.load(id) : undefined;
    if (!used) throw error;
    return used;
  }
}

/**
 * The same as it is now, while it can be answered.
 * @throws DomainError WRONG_STATE when it was answered, declined or has expired; LINK_EXPIRED past its day
 */
export async function requireAsked(
  deps: Pick<Ports, 'now' | 'informationRequests'>,
  { customerId, id }: InformationRequest,
): Promise<InformationRequest> {
  const asked = await deps.informationRequests.load(customerId, id);
  if (asked?.state !== 'ASKED') throw new DomainError('WRONG_STATE');
  if (asked.until <= deps.now().toISOString()) throw new DomainError('LINK_EXPIRED');
  return asked;
}

/** Who acted: the signed-in customer; behind a link, whoever holds it. */
export const actorOfAsked = (
  viewer: Pick<Viewer, 'kind'>,
  customerId: string,
  token: LinkToken | undefined,
): AuditActor => ({
  id: viewer.kind === 'customer' && !token ? `customer:${customerId}` : 'visitor',
  roles: [],
});
