import { entryOf } from '../audit/entry.ts';
import { refusalReadings } from '../contact/refuse.ts';
import { requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { noticeShown } from '../input/notice.ts';
import { isBlank } from '../input/parser.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import type { NamedRight } from './request-right.ts';
import { isErasure, type RightsRequest } from './rights-request.ts';
import { type StoreAgainDeps, storeAgain } from './store-again.ts';
import { withdrawn } from './withdrawn.ts';

type Deps = StoreAgainDeps &
  Pick<Ports, 'commit' | 'blindIndex' | 'bindings' | 'requests' | 'rightsRequests' | 'idempotency'>;

/**
 * The customer withdraws what was asked for and is not decided yet. Storing that was withdrawn is agreed to anew, with the notice in
 * force (P1.4); processing stays restricted until `liftRestriction`.
 * @throws DomainError NOT_FOUND at `id`, WRONG_STATE at `id`, ERASURE_UNDER_WAY once an erasure was granted, REQUIRED at `notice`,
 *   POLICY_VERSION_NOT_IN_FORCE, NOTICE_MISMATCH, NOT_REGISTERED
 */
export async function withdrawRight(
  deps: Deps,
  viewer: CustomerViewer,
  call: { readonly idempotencyKey: string; readonly id: string; readonly notice?: unknown },
): Promise<NamedRight> {
  const { idempotencyKey, id } = call;
  const notice = isBlank(call.notice) ? undefined : parseInput(noticeShown, call.notice, ['notice']);
  const customerId = await requireOwnCustomerId(deps, viewer);
  const input = { id, notice: notice ?? null };
  const scope = {
    caller: `customer:${customerId}`,
    operation: 'withdrawRightsRequest',
    idempotencyKey,
    input,
  };
  const plan = async () => {
    const right = await deps.rightsRequests.load(customerId, id);
    if (!right) throw new DomainError('NOT_FOUND', ['id']);
    if (isErasure(right) && right.state === 'GRANTED') throw new DomainError('ERASURE_UNDER_WAY', ['id']);
    if (right.state !== 'ASKED') throw new DomainError('WRONG_STATE', ['id']);
    const again =
      right.right === 'WITHDRAW_STORAGE'
        ? await storeAgain(deps, viewer, await deps.contactStates.load(customerId), notice)
        : [];
    const { reference } = right;
    return {
      writes: [deps.rightsRequests.put(right, withdrawn(right)), ...(await closed(deps, right)), ...again],
      audit: [entryOf(viewer, { action: 'WITHDRAW_RIGHT', customerId, reference, fields: [right.right] })],
      result: { customerId, id },
    };
  };
  return once(deps, scope, plan, refusalReadings);
}

/** The request that it was talked about in, closed. */
async function closed(deps: Deps, { customerId, reference }: RightsRequest): Promise<readonly Write[]> {
  const request = await deps.requests.load(customerId, reference);
  if (!request || request.state === 'CLOSED') return [];
  const closedAt = deps.now().toISOString();
  const after = { ...request, state: 'CLOSED', version: request.version + 1, closedAt } as const;
  return [deps.requests.replace(request, after)];
}
