import { entryOf } from '../audit/entry.ts';
import { choiceKey } from '../consent/fact.ts';
import { refusalReadings } from '../contact/refuse.ts';
import { requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { noticeShown } from '../input/notice.ts';
import { isBlank } from '../input/parser.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { isErasure, isInForce, isUnderWay, type RightsRequest } from './rights-request.ts';
import { type StoreAgainDeps, storeAgain } from './store-again.ts';
import { withdrawn } from './withdrawn.ts';

/** Requests of each kind that one transaction ends, the newest first: nobody asks for as many, and a transaction holds no more than 100 rows. */
const mostAtOnce = 40;

/**
 * The customer lifts a restriction or an objection; what of it was still to be passed on to processors is withdrawn with it, and what was carried out
 * says from when it holds no more.
 * Storing that was withdrawn, and whose erasure was refused, is agreed to anew with it: without that nothing is processed (P1.4).
 * @throws DomainError NOT_REGISTERED, WRONG_STATE when processing is not restricted; while storing is withdrawn ERASURE_ASKED until that is
 *   decided, then REQUIRED at `notice`, POLICY_VERSION_NOT_IN_FORCE, NOTICE_MISMATCH; ERASURE_UNDER_WAY once an erasure was granted
 */
export async function liftRestriction(
  deps: StoreAgainDeps & Pick<Ports, 'commit' | 'blindIndex' | 'bindings' | 'rightsRequests' | 'idempotency'>,
  viewer: CustomerViewer,
  call: { readonly idempotencyKey: string; readonly notice?: unknown },
): Promise<{ readonly customerId: string }> {
  const { idempotencyKey } = call;
  const notice = isBlank(call.notice) ? undefined : parseInput(noticeShown, call.notice, ['notice']);
  const customerId = await requireOwnCustomerId(deps, viewer);
  const caller = `customer:${customerId}`;
  const scope = { caller, operation: 'liftRestriction', idempotencyKey, input: notice ?? null };
  const plan = async () => {
    // The contact state first: an erasure that is granted after it is met when this is committed.
    const contact = await deps.contactStates.load(customerId);
    const requests = await deps.rightsRequests.ofCustomer(customerId);
    if (!contact) throw new DomainError('NOT_REGISTERED');
    refuseWhileErasing(requests);
    if (!contact.isRestricted) throw new DomainError('WRONG_STATE');
    const lifted = { ...contact, isRestricted: false };
    const consents = await deps.consents.state(customerId);
    const again =
      consents?.choices[choiceKey('STORAGE', undefined)]?.granted === false
        ? await storeAgain(deps, viewer, lifted, notice)
        : undefined;
    const at = deps.now().toISOString();
    const left = requests.filter((one) => isUnderWay(one) && !isErasure(one)).slice(0, mostAtOnce);
    const ended = requests.filter(isInForce).slice(0, mostAtOnce);
    return {
      writes: [
        ...(again ?? [deps.contactStates.replace(contact, { ...lifted, version: contact.version + 1 })]),
        deps.changes.insert({ id: deps.random.id(), customerId, kind: 'RESTRICTION', at }),
        ...left.map((one) => deps.rightsRequests.put(one, withdrawn(one))),
        ...ended.map((one) =>
          deps.rightsRequests.put(one, { ...one, liftedAt: at, version: one.version + 1 }),
        ),
      ],
      audit: [
        entryOf(viewer, { action: 'LIFT_RESTRICTION', customerId }),
        ...(again ? [entryOf(viewer, { action: 'SET_CONSENTS', customerId })] : []),
      ],
      result: { customerId },
    };
  };
  return once(deps, scope, plan, refusalReadings);
}

/** Storing without agreement goes no further than the law keeps it. */
function refuseWhileErasing(requests: readonly RightsRequest[]): void {
  const going = requests.filter((one) => isErasure(one) && isUnderWay(one));
  if (going.some(({ state }) => state === 'GRANTED')) throw new DomainError('ERASURE_UNDER_WAY');
  if (going.some(({ right }) => right === 'WITHDRAW_STORAGE')) throw new DomainError('ERASURE_ASKED');
}
