import type { AuditEntry } from '../audit/row.ts';
import { whileNotHeld } from '../contact/while-not-held.ts';
import { once, type Plan } from '../once.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import type { Origin, Viewer } from '../viewer.ts';
import {
  type Asked,
  type AskedBy,
  actorOfAsked,
  findAsked,
  findByToken,
  requireAsked,
} from './find-asked.ts';
import type { NamedInformationRequest } from './request-information.ts';

export type DeclineByLinkDeps = Pick<
  Ports,
  'now' | 'commit' | 'tokens' | 'informationRequests' | 'contactStates'
>;

/**
 * The customer will not give what was asked for; that is final, and needs no reason (P1.5). Signed in, or by the link, while its address is not
 * held (P3.6): it ends something on the customer's behalf, and is no refusal of mail.
 * @throws DomainError LINK_*, NOT_FOUND at `id`, WRONG_STATE, NOT_REGISTERED, UNAUTHENTICATED, ADDRESS_HELD at `token`
 */
export async function declineInformationRequest(
  deps: DeclineByLinkDeps & Pick<Ports, 'blindIndex' | 'bindings' | 'idempotency'>,
  viewer: Viewer,
  call: AskedBy & { readonly idempotencyKey: string },
): Promise<NamedInformationRequest> {
  const { idempotencyKey } = call;
  const found = await findAsked(deps, viewer, call);
  const { customerId, id } = found.asked;
  const caller = `customer:${customerId}`;
  const scope = { caller, operation: 'declineInformationRequest', idempotencyKey, input: id };
  return once(deps, scope, () => planDecline(deps, viewer, found));
}

/**
 * The same from the page behind the link.
 * @throws DomainError LINK_INVALID, LINK_EXPIRED, WRONG_STATE, ADDRESS_HELD, TEMPORARILY_UNAVAILABLE
 */
export async function declineByLink(
  deps: DeclineByLinkDeps,
  input: { readonly token: string; readonly requestId: string; readonly origin: Origin },
): Promise<void> {
  const { token, requestId, origin } = input;
  await reread({ STALE_REVISION: 2, LINK_USED: 2 }, async () => {
    const found = await findByToken(deps, token);
    const { writes, audit } = await planDecline(deps, { kind: 'visitor', requestId, origin }, found);
    await deps.commit(writes, audit);
  });
}

async function planDecline(
  deps: DeclineByLinkDeps,
  by: Pick<Viewer, 'kind' | 'requestId' | 'origin'>,
  { asked: found, token }: Asked,
): Promise<Plan<NamedInformationRequest>> {
  const asked = await requireAsked(deps, found);
  const { customerId, id, reference } = asked;
  const isTrusted = token ? await whileNotHeld(deps, customerId) : [];
  const at = deps.now();
  const ended = { state: 'DECLINED', endedAt: at.toISOString(), version: asked.version + 1 } as const;
  const entry: AuditEntry = {
    action: 'DECLINE_INFORMATION_REQUEST',
    actor: actorOfAsked(by, customerId, token),
    outcome: 'ALLOWED',
    customerId,
    reference,
    requestId: by.requestId,
    origin: by.origin,
  };
  return {
    writes: [
      deps.informationRequests.put(asked, { ...asked, ...ended }),
      ...(token ? [deps.tokens.use(token, at)] : []),
      ...isTrusted,
    ],
    audit: [entry],
    result: { customerId, id },
  };
}
