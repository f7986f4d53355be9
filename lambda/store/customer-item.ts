import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { type Customer, customerKinds, customerStates } from '../domain/customer/customer.ts';
import { addressStates } from '../domain/ports/contact.ts';
import { languages } from '../domain/viewer.ts';
import { dueShardOf } from './due-index.ts';
import { customerKey, type Key } from './item.ts';

const blob = z.exactOptional(z.instanceof(Uint8Array));

/** A customer's row. Its sealed blobs are the binary attributes `blob_<class>`; everything else is no personal value. */
const customerRow = z.object({
  kind: z.literal('CUSTOMER'),
  id: z.string(),
  customerKind: z.enum(customerKinds),
  customerState: z.enum(customerStates),
  addressState: z.enum(addressStates),
  language: z.enum(languages),
  registeredAt: z.iso.datetime(),
  closedAt: z.optional(z.iso.datetime()),
  retentionDueAt: z.optional(z.iso.datetime()),
  version: z.int().check(z.positive()),
  blob_contact: blob,
  blob_identity: blob,
  blob_payment: blob,
});

/** A customer's row, parsed. */
export const storedCustomer = z.pipe(
  customerRow,
  z.transform(
    (row): Customer => ({
      id: row.id,
      kind: row.customerKind,
      state: row.customerState,
      addressState: row.addressState,
      language: row.language,
      registeredAt: row.registeredAt,
      ...(row.closedAt !== undefined && { closedAt: row.closedAt }),
      ...(row.retentionDueAt !== undefined && { retentionDueAt: row.retentionDueAt }),
      version: row.version,
      blobs: {
        ...(row.blob_contact && { contact: row.blob_contact }),
        ...(row.blob_identity && { identity: row.blob_identity }),
        ...(row.blob_payment && { payment: row.blob_payment }),
      },
    }),
  ),
);

/** What a row is, and no more of it. */
export const storedHead = z.object({
  id: z.string(),
  customerState: z.enum(customerStates),
  version: z.int().check(z.positive()),
});

export const profileKey = (id: string): Key => ({ pk: customerKey(id), sk: 'PROFILE' });

/** A customer's row as it is put. */
export function customerItem(customer: Customer) {
  const { contact, identity, payment } = customer.blobs;
  return {
    ...profileKey(customer.id),
    ...placeInList(customer),
    kind: 'CUSTOMER',
    id: customer.id,
    customerKind: customer.kind,
    customerState: customer.state,
    addressState: customer.addressState,
    language: customer.language,
    registeredAt: customer.registeredAt,
    closedAt: customer.closedAt,
    ...retentionPlace(customer),
    version: customer.version,
    ...(contact && { blob_contact: contact }),
    ...(identity && { blob_identity: identity }),
    ...(payment && { blob_payment: payment }),
  };
}

/** Where a customer stands in the index `customers`: shard by id, then month of registration. */
export interface PlaceInList {
  readonly listShard: string;
  readonly listSort: string;
}

/** In the due index once the account is closed, until nothing is left to erase for its age. */
function retentionPlace({ id, retentionDueAt: dueAt }: Customer) {
  return dueAt === undefined ? {} : { retentionDueAt: dueAt, dueShard: dueShardOf('RETENTION', id), dueAt };
}

function placeInList({ id, registeredAt }: Customer): PlaceInList {
  return { listShard: shardOf(id), listSort: `${registeredAt.slice(0, 7)}#${id}` };
}

/** Every shard of the list, in the order in which it is read. */
export const listShards: readonly string[] = Array.from(
  { length: limits.indexShards },
  (_, n) => `CUSTOMERS#${String(n).padStart(2, '0')}`,
);

/** The shard of a customer: by hash, for ids made by a clock or a counter would crowd. */
export function shardOf(id: string): string {
  const [byte = 0] = createHash('sha256').update(id).digest();
  return listShards[byte % limits.indexShards] ?? 'CUSTOMERS#00';
}
