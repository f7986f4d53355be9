import type { CustomerState } from '../customer/customer.ts';
import { type Erasure, isErasing } from '../erasure/erasure.ts';
import type { ErrorCode } from '../errors.ts';
import { isGrantedAt, type Permission } from '../permission/permission.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import { covering, type Refused } from './covering.ts';
import type { Disclosure } from './disclosure.ts';

export type JudgeCustomersDeps = Pick<Ports, 'now' | 'contactStates' | 'permissions' | 'erasures'>;
type Asked = Pick<Disclosure, 'recipientId' | 'basis' | 'purpose' | 'fields'>;

/** Whether one customer's fields may be given now, and what must still be so as that is committed. */
export interface CustomerStanding {
  readonly customerId: string;
  /** Why not: a code. */
  readonly cause: ErrorCode | undefined;
  readonly conditions: readonly Write[];
  /** Whether it would stand on a permission, and this customer never gave the recipient any. */
  readonly isStranger?: boolean;
}

/**
 * Whether fields of customers may be given at this instant: nobody's who is being erased; without an order, nobody's who has restricted the
 * processing (D356 5(2)); on permissions, only those who permitted this recipient, this purpose and every field (P1.6). An order stands above
 * a restriction, and may name a thousand: their records, in their order, say all there is to judge of whoever is not being erased.
 * @param states of an order, those of the customers' records
 */
export function judgeCustomers(
  deps: JudgeCustomersDeps,
  asked: Asked,
  customerIds: readonly string[],
  states: readonly (CustomerState | undefined)[] = [],
): Promise<readonly CustomerStanding[]> {
  if (asked.basis.kind === 'LEGAL_ORDER')
    return Promise.all(
      customerIds.map(async (customerId, n) => ({
        customerId,
        conditions: [],
        cause: await orderedCause(deps, customerId, states[n]),
      })),
    );
  return Promise.all(
    customerIds.map(async (customerId) => ({
      customerId,
      conditions: [],
      ...(await judge(deps, asked, customerId)),
    })),
  );
}

/** What a legal hold, or the law, keeps of a customer after an erasure is given to an order: it may be kept for that one. */
async function orderedCause(
  deps: Pick<JudgeCustomersDeps, 'erasures'>,
  customerId: string,
  state: CustomerState | undefined,
): Promise<ErrorCode | undefined> {
  // Nobody is named who never was.
  if (state === undefined) return 'ERASED';
  if (state === 'ACTIVE') return undefined;
  const erasure = await deps.erasures.load(customerId);
  if (isErasing(erasure)) return 'ERASURE_UNDER_WAY';
  const keepsSome = erasure !== undefined && erasure.left.length > 0;
  return state === 'ERASING' && !keepsSome ? 'ERASURE_UNDER_WAY' : undefined;
}

async function judge(
  deps: JudgeCustomersDeps,
  asked: Asked,
  customerId: string,
): Promise<Pick<CustomerStanding, 'cause' | 'isStranger'> & Partial<CustomerStanding>> {
  const [erasure, contact, permission] = await Promise.all([
    deps.erasures.load(customerId),
    deps.contactStates.load(customerId),
    asked.basis.kind === 'PERMISSION' ? permissionOf(deps, asked, customerId) : undefined,
  ]);
  const isStranger = permission === 'NEVER';
  const cause = withoutOrder(erasure, contact);
  if (cause !== undefined) return { cause, isStranger };
  if (permission === 'NEVER') return { cause: 'NO_BASIS', isStranger };
  if (permission && 'code' in permission) return { cause: permission.code };
  const permitted = permission ? [deps.permissions.unchanged(permission)] : [];
  return { cause: undefined, conditions: [deps.contactStates.unrestricted(customerId), ...permitted] };
}

/** Why nothing of a customer is given but on an order, whatever else it stands on. */
export function withoutOrder(
  erasure: Erasure | undefined,
  contact: ContactState | undefined,
): ErrorCode | undefined {
  if (isErasing(erasure)) return 'ERASURE_UNDER_WAY';
  if (!contact) return 'NOT_FOUND';
  return contact.isRestricted ? 'PROCESSING_RESTRICTED' : undefined;
}

async function permissionOf(
  deps: JudgeCustomersDeps,
  { recipientId, purpose, fields }: Asked,
  customerId: string,
): Promise<Permission | Refused | 'NEVER'> {
  const all = (await deps.permissions.ofCustomer(customerId)).filter(
    (one) => one.recipientId === recipientId,
  );
  if (all.length === 0) return 'NEVER';
  const now = deps.now();
  return covering(
    all.filter((one) => one.purpose === purpose && isGrantedAt(one, now)),
    fields,
  );
}
