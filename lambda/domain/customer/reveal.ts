import {
  auditRules,
  mayView,
  type PersonalField,
  type ProcessingPurpose,
  personalFields,
  processingPurposes,
  rolePurposes,
  type View,
} from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import type { LoadedCustomer, Ports } from '../ports.ts';
import type { JudgedPurpose, StaffViewer } from '../viewer.ts';
import type { BlobClass } from './customer.ts';
import { mask } from './mask.ts';
import { openDetailsSurely } from './open-details.ts';
import { spendBudget } from './spend-budget.ts';

/** One value that an employee asks to see. */
export interface RevealRequest {
  readonly loaded: LoadedCustomer;
  readonly field: BlobField;
  readonly view: View;
}
/** Fields that lie in a class blob. */
export type BlobField = Exclude<PersonalField, 'customerNumbers'>;

/** Which customer an operation has read in clear; one at most (P1.1). One object per GraphQL operation. */
export interface ClearReadScope {
  customerId: string | undefined;
}

type Deps = Pick<Ports, 'now' | 'commit' | 'sealing' | 'customers' | 'counters' | 'settings' | 'log'>;

/**
 * The value gate: the one way by which an employee sees a personal value (P6.4). For each record it judges class, role, purpose and
 * reference again, whatever the plan check said; writes the audit rows and spends the budget in one transaction; and opens nothing
 * before that is done: no audit row, no value.
 * @returns values in the order asked; null where the customer gave none
 * @throws DomainError FORBIDDEN, PURPOSE_*, REFERENCE_*, ONE_CUSTOMER_AT_A_TIME, READ_BUDGET_SPENT, INTEGRITY_VIOLATION
 */
export async function reveal(
  deps: Deps,
  viewer: StaffViewer,
  scope: ClearReadScope,
  requests: readonly RevealRequest[],
): Promise<readonly unknown[]> {
  const purpose = judge(deps, viewer, scope, requests);
  const classes = [...new Set(requests.map(classOf))];
  const keyrings = [...new Set(requests.map((request) => request.loaded.keyring))];
  const sealing = await deps.sealing.ready(classes, keyrings);
  await recordReads(deps, viewer, requests, purpose);
  const opened = new Map<LoadedCustomer, Map<BlobClass, Details>>();
  for (const request of requests) {
    const blobs = opened.get(request.loaded) ?? new Map<BlobClass, Details>();
    opened.set(request.loaded, blobs);
    const dataClass = classOf(request);
    if (blobs.has(dataClass)) continue;
    const details = openDetailsSurely(deps, sealing, request.loaded, dataClass);
    blobs.set(dataClass, (details instanceof Promise ? await details : details) ?? {});
  }
  return requests.map((request) => {
    const value = opened.get(request.loaded)?.get(classOf(request))?.[request.field];
    if (value === undefined) return null;
    return request.view === 'masked' ? mask(request.field, value) : value;
  });
}

type Details = Readonly<Partial<Record<BlobField, unknown>>>;

function classOf(request: RevealRequest): BlobClass {
  return personalFields[request.field].dataClass;
}

/** Every rule that can be judged without the database. */
function judge(
  deps: Pick<Ports, 'settings'>,
  viewer: StaffViewer,
  scope: ClearReadScope,
  requests: readonly RevealRequest[],
): JudgedPurpose | undefined {
  for (const request of requests) {
    const dataClass = classOf(request);
    if (!viewer.roles.some((role) => mayView(role, dataClass, request.view)))
      throw new DomainError('FORBIDDEN');
  }
  const clear = requests.filter((request) =>
    auditRules[classOf(request)].withReference.includes(request.view),
  );
  if (clear.length === 0) return undefined;
  const purpose = judgePurpose(deps, viewer);
  for (const { loaded } of clear) {
    scope.customerId ??= loaded.customer.id;
    if (scope.customerId !== loaded.customer.id) throw new DomainError('ONE_CUSTOMER_AT_A_TIME');
  }
  return purpose;
}

/**
 * Purpose and reference of a clear read (P1.1): a purpose that one of the viewer's roles may name, and a reference that fits
 * the outside ticket system's pattern.
 * @throws DomainError PURPOSE_REQUIRED, PURPOSE_NOT_ALLOWED, REFERENCE_REQUIRED, REFERENCE_UNKNOWN
 */
export function judgePurpose(deps: Pick<Ports, 'settings'>, viewer: StaffViewer): JudgedPurpose {
  const { purpose, reference } = viewer;
  if (!purpose) throw new DomainError('PURPOSE_REQUIRED');
  if (!isPurpose(purpose) || !viewer.roles.some((role) => rolePurposes[role].includes(purpose)))
    throw new DomainError('PURPOSE_NOT_ALLOWED');
  if (!reference) throw new DomainError('REFERENCE_REQUIRED');
  if (reference.length > 64 || !deps.settings.referencePattern.test(reference))
    throw new DomainError('REFERENCE_UNKNOWN');
  return { purpose, reference };
}

function isPurpose(text: string): text is ProcessingPurpose {
  return (processingPurposes as readonly string[]).includes(text);
}

/** One audit row per customer and view, and the budget of the employee's hour, in one transaction. */
async function recordReads(
  deps: Deps,
  viewer: StaffViewer,
  requests: readonly RevealRequest[],
  purpose: JudgedPurpose | undefined,
): Promise<void> {
  const rows = new Map<string, AuditEntry & { fields: string[] }>();
  for (const request of requests) {
    const { loaded, field, view } = request;
    if (!auditRules[classOf(request)].recorded.includes(view)) continue;
    const key = `${loaded.customer.id} ${view}`;
    const row = rows.get(key);
    if (row?.fields.includes(field)) continue;
    if (row) row.fields.push(field);
    else {
      const facts = { action: 'READ', outcome: 'ALLOWED', customerId: loaded.customer.id, view } as const;
      rows.set(key, { ...entryOf(viewer, { ...facts, ...purpose }), fields: [field] });
    }
  }
  const [first, ...others] = rows.values();
  if (!first) return;
  const entries = [first, ...others] as const;
  const customersIn = (view: View) => entries.filter((entry) => entry.view === view).length;
  await spendBudget(deps, viewer, { value: customersIn('value'), masked: customersIn('masked') }, entries);
}
