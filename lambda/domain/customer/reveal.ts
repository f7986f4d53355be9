import { auditRules, mayView, personalFields } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import { isDisclosureId } from '../disclosure/disclosure-id.ts';
import { DomainError } from '../errors.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { JudgedPurpose, StaffViewer } from '../viewer.ts';
import type { BlobClass } from './customer.ts';
import { judgePurpose, requireAllowedRead } from './judge-purpose.ts';
import { mask } from './mask.ts';
import { openDetailsSurely } from './open-details.ts';
import { type ClearRead, recordReveal } from './record-reveal.ts';
import {
  type BlobField,
  classOf,
  isWrittenIn,
  keyClassOf,
  keyringOf,
  needsReference,
  type RevealRequest,
} from './reveal-request.ts';

/** Which customer an operation has read in clear; one at most (P1.1). One object per GraphQL operation. */
export interface ClearReadScope {
  customerId: string | undefined;
}

type Deps = Pick<
  Ports,
  | 'now'
  | 'commit'
  | 'sealing'
  | 'customers'
  | 'contactStates'
  | 'requests'
  | 'disclosures'
  | 'counters'
  | 'settings'
  | 'log'
>;

/**
 * The value gate: the one way by which an employee sees a personal value (P6.4). For each record it judges class, role, purpose and
 * reference again, whatever the plan check said; writes the audit rows and spends the budget in one transaction; and opens nothing
 * before that is done: no audit row, no value.
 * @returns values in the order asked; null where the customer gave none
 * @throws DomainError FORBIDDEN, PROCESSING_RESTRICTED, PURPOSE_*, REFERENCE_*, ONE_CUSTOMER_AT_A_TIME, READ_BUDGET_SPENT, INTEGRITY_VIOLATION
 */
export async function reveal(
  deps: Deps,
  viewer: StaffViewer,
  scope: ClearReadScope,
  requests: readonly RevealRequest[],
): Promise<readonly unknown[]> {
  const purpose = judge(deps, viewer, scope, requests);
  if (purpose) {
    const clear = requests.filter(needsReference);
    const ofOneRequest = clear.every((one) => isWrittenIn(one, purpose.reference));
    const read = { customerId: scope.customerId, classes: clear.map(classOf), ofOneRequest };
    await requireAllowedRead(deps, viewer, read, purpose);
  }
  const classes = [...new Set(requests.map(keyClassOf))];
  const keyrings = [...new Set(requests.map(keyringOf))];
  const sealing = await deps.sealing.ready(classes, keyrings);
  const { customerId } = scope;
  const clear = purpose && customerId !== undefined ? { purpose, customerId } : undefined;
  await recordReads(deps, viewer, requests, clear);
  const opened = new Map<LoadedCustomer, Map<BlobClass, Details>>();
  for (const request of requests) {
    if (!('loaded' in request)) continue;
    const blobs = opened.get(request.loaded) ?? new Map<BlobClass, Details>();
    opened.set(request.loaded, blobs);
    const { dataClass } = personalFields[request.field];
    if (blobs.has(dataClass)) continue;
    const details = openDetailsSurely(deps, sealing, request.loaded, dataClass);
    blobs.set(dataClass, (details instanceof Promise ? await details : details) ?? {});
  }
  return requests.map((request) => {
    if (!('loaded' in request)) return request.open(sealing) ?? null;
    const value = opened.get(request.loaded)?.get(personalFields[request.field].dataClass)?.[request.field];
    if (value === undefined) return null;
    return request.view === 'masked' ? mask(request.field, value) : value;
  });
}

type Details = Readonly<Partial<Record<BlobField, unknown>>>;

/** Every rule that can be judged without the database. Undefined: nothing is read in clear. */
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
  const clear = requests.filter(needsReference);
  if (clear.length === 0) return undefined;
  const purpose = judgePurpose(deps, viewer);
  for (const { subjectId } of clear.map(keyringOf)) {
    scope.customerId ??= subjectId;
    if (scope.customerId !== subjectId) throw new DomainError('ONE_CUSTOMER_AT_A_TIME');
  }
  return purpose;
}

/** One audit row per customer and view, and the budget of the employee's hour, in one transaction. */
async function recordReads(
  deps: Deps,
  viewer: StaffViewer,
  requests: readonly RevealRequest[],
  clear: ClearRead | undefined,
): Promise<void> {
  const rows: AuditEntry[] = [];
  const fields = { value: new Map<string, string[]>(), masked: new Map<string, string[]>() };
  for (const request of requests) {
    const { field, view } = request;
    if (!auditRules[classOf(request)].recorded.includes(view)) continue;
    const customerId = keyringOf(request).subjectId;
    const named = fields[view].get(customerId);
    if (named?.includes(field)) continue;
    if (named) named.push(field);
    else {
      const first = [field];
      fields[view].set(customerId, first);
      // What lies under an order's own keys is no one customer's: its reference says what it is.
      const whose = isDisclosureId(customerId) ? {} : { customerId };
      const facts = { action: 'READ', outcome: 'ALLOWED', view, fields: first, ...whose } as const;
      rows.push(entryOf(viewer, { ...facts, ...clear?.purpose }));
    }
  }
  const [first, ...others] = rows;
  if (!first) return;
  await recordReveal(deps, viewer, [first, ...others], clear);
}
