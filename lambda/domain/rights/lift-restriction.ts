import { entryOf } from '../audit/entry.ts';
import { refusalReadings } from '../contact/refuse.ts';
import { requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import type { CustomerViewer } from '../viewer.ts';
import { isErasure, isInForce, isUnderWay, type RightsRequest } from './rights-request.ts';
import { withdrawn } from './withdrawn.ts';

/** Requests of each kind that one transaction ends, the newest first: nobody asks for as many, and a transaction holds no more than 100 rows. */
const mostAtOnce = 40;

/**
 * The customer lifts a restriction or an objection; what of it was still to be passed on to processors is withdrawn with it, and what was carried out
 * says from when it holds no more.
 * @throws DomainError NOT_REGISTERED, WRONG_STATE when processing is not restricted, ERASURE_UNDER_WAY while storing is withdrawn
 */
export async function liftRestriction(
  deps: Pick<
    Ports,
    | 'now'
    | 'random'
    | 'commit'
    | 'blindIndex'
    | 'bindings'
    | 'contactStates'
    | 'rightsRequests'
    | 'changes'
    | 'idempotency'
  >,
  viewer: CustomerViewer,
  { idempotencyKey }: { readonly idempotencyKey: string },
): Promise<{ readonly customerId: string }> {
  const customerId = await requireOwnCustomerId(deps, viewer);
  const caller = `customer:${customerId}`;
  const scope = { caller, operation: 'liftRestriction', idempotencyKey, input: null };
  const plan = async () => {
    // The contact state first: an erasure that is granted after it is met when this is committed.
    const contact = await deps.contactStates.load(customerId);
    const requests = await deps.rightsRequests.ofCustomer(customerId);
    if (!contact) throw new DomainError('NOT_REGISTERED');
    if (requests.some((one) => isErasure(one) && isUnderWay(one) && endsProcessing(one)))
      throw new DomainError('ERASURE_UNDER_WAY');
    if (!contact.isRestricted) throw new DomainError('WRONG_STATE');
    const at = deps.now().toISOString();
    const left = requests.filter((one) => isUnderWay(one) && !isErasure(one)).slice(0, mostAtOnce);
    const ended = requests.filter(isInForce).slice(0, mostAtOnce);
    return {
      writes: [
        deps.contactStates.replace(contact, {
          ...contact,
          version: contact.version + 1,
          isRestricted: false,
        }),
        deps.changes.insert({ id: deps.random.id(), customerId, kind: 'RESTRICTION', at }),
        ...left.map((one) => deps.rightsRequests.put(one, withdrawn(one))),
        ...ended.map((one) =>
          deps.rightsRequests.put(one, { ...one, liftedAt: at, version: one.version + 1 }),
        ),
      ],
      audit: [entryOf(viewer, { action: 'LIFT_RESTRICTION', customerId })],
      result: { customerId },
    };
  };
  return reread(refusalReadings, () => once(deps, scope, plan));
}

/** Storing without agreement goes no further than the law keeps it. */
const endsProcessing = ({ right, state }: RightsRequest): boolean =>
  right === 'WITHDRAW_STORAGE' || state === 'GRANTED';
