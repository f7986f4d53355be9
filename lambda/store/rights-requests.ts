import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { RightsRequestStore } from '../domain/ports/rights.ts';
import { isUnderWay, type RightsRequest, rights, rightsStates } from '../domain/rights/rights-request.ts';
import { duePlace } from './due-index.ts';
import { readDuePage } from './due-page.ts';
import { customerKey, fromItem, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';

const text = z.string();
const instant = z.iso.datetime();
const stored = z.object({
  kind: z.literal('RIGHTS_REQUEST'),
  pk: text,
  sk: text,
  id: text,
  customerId: text,
  reference: text,
  right: z.enum(rights),
  state: z.enum(rightsStates),
  version: z.int().check(z.positive()),
  askedAt: instant,
  answerDueAt: instant,
  rightDueAt: instant,
  extendedAt: z.optional(instant),
  decidedBy: z.optional(text),
  decidedAt: z.optional(instant),
  doneAt: z.optional(instant),
  liftedAt: z.optional(instant),
  sealedReason: z.optional(z.instanceof(Uint8Array)),
  reasonRevision: z.optional(z.int()),
  suppressesAddress: z.optional(z.boolean()),
  passedOnAt: z.optional(instant),
  copyUntil: z.optional(instant),
});

const keyOf = (customerId: string, id: string): Key => ({ pk: customerKey(customerId), sk: `RIGHTS#${id}` });

function itemOf({ dueAt, ...request }: RightsRequest) {
  const { customerId, id } = request;
  const due = isUnderWay(request) ? duePlace('RIGHTS', dueAt, `${customerId}#${id}`) : {};
  return { ...keyOf(customerId, id), kind: 'RIGHTS_REQUEST', ...request, rightDueAt: dueAt, ...due };
}

/** Rights requests, in their customer's partition under `RIGHTS#<id>`; those under way stand in the due index. */
export function createRightsRequestStore({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): RightsRequestStore {
  const deps = { dynamo, table };
  return {
    async load(customerId, id) {
      const row = await getItem(deps, stored, keyOf(customerId, id));
      return row && requestOf(row);
    },
    async ofCustomer(customerId) {
      const rows = await queryPartition(deps, stored, customerKey(customerId), 'RIGHTS#');
      return rows.map(requestOf).reverse();
    },
    put: (before, after) => putVersion(table, before, itemOf(after)),
    waiting: (first, after) =>
      readDuePage(deps, 'RIGHTS', { first, after }, (row) => {
        const request = requestOf(fromItem(stored, row));
        return isUnderWay(request) ? request : undefined;
      }),
  };
}

/** @throws DomainError INTEGRITY_VIOLATION for a row that was moved from another customer, or to another id */
function requestOf(row: z.infer<typeof stored>): RightsRequest {
  const { customerId, id } = row;
  const key = keyOf(customerId, id);
  if (row.pk !== key.pk || row.sk !== key.sk) throw new DomainError('INTEGRITY_VIOLATION');
  const { reference, right, state, version, askedAt, answerDueAt, rightDueAt } = row;
  const { extendedAt, decidedBy, decidedAt, doneAt, sealedReason, reasonRevision, copyUntil } = row;
  return {
    ...{ id, customerId, reference, right, state, version, askedAt, answerDueAt, dueAt: rightDueAt },
    ...{ extendedAt, decidedBy, decidedAt, doneAt, sealedReason, reasonRevision, copyUntil },
    ...(row.suppressesAddress !== undefined && { suppressesAddress: row.suppressesAddress }),
    ...(row.passedOnAt !== undefined && { passedOnAt: row.passedOnAt }),
    ...(row.liftedAt !== undefined && { liftedAt: row.liftedAt }),
  };
}
