import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { Permission } from '../domain/permission/permission.ts';
import type { PermissionStore } from '../domain/ports/disclosures.ts';
import { checkWhile, customerKey, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { ownedBy } from './owned-row.ts';
import { readPartitionPage } from './partition-page.ts';
import { queryPartition } from './query-partition.ts';
import { storedFields } from './stored-disclosure.ts';

const text = z.string();
const instant = z.iso.datetime();
const stored = z.object({
  kind: z.literal('PERMISSION'),
  id: text,
  customerId: text,
  recipientId: text,
  purpose: text,
  fields: storedFields,
  state: z.enum(['ACTIVE', 'REVOKED']),
  version: z.int().check(z.positive()),
  grantedAt: instant,
  until: z.optional(instant),
  revokedAt: z.optional(instant),
});

const keyOf = (customerId: string, id: string): Key => ({
  pk: customerKey(customerId),
  sk: `PERMISSION#${id}`,
});
const itemOf = (permission: Permission) => ({
  ...keyOf(permission.customerId, permission.id),
  kind: 'PERMISSION',
  ...permission,
});

/** What customers permit to be disclosed, in their partition under sk `PERMISSION#<id>`. Ids begin with their instant. */
export function createPermissionStore({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): PermissionStore {
  const deps = { dynamo, table };
  return {
    async ofCustomer(customerId) {
      const rows = await queryPartition(deps, stored, customerKey(customerId), 'PERMISSION#');
      return rows.map((row) => permissionOf(row, customerId)).reverse();
    },
    async page(customerId, first, after) {
      const rows = { pk: customerKey(customerId), beginning: 'PERMISSION#' };
      const { items, ...page } = await readPartitionPage(deps, stored, rows, { first, after });
      return {
        ...page,
        items: items.map(({ node, cursor }) => ({ node: permissionOf(node, customerId), cursor })),
      };
    },
    async load(customerId, id) {
      const row = await getItem(deps, stored, keyOf(customerId, id));
      if (row && row.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      return row && permissionOf(row, customerId);
    },
    put: (before, after) => putVersion(table, before, itemOf(after)),
    unchanged: ({ customerId, id, version }) => checkWhile(table, keyOf(customerId, id), { version }),
  };
}

function permissionOf({ kind: _, ...row }: z.infer<typeof stored>, customerId: string): Permission {
  const held = ownedBy(customerId, row);
  return { ...held, customerId, until: held.until, revokedAt: held.revokedAt };
}
