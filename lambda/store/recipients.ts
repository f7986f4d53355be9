import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { RecipientStore } from '../domain/ports/disclosures.ts';
import {
  deliveries,
  type Recipient,
  recipientKinds,
  recipientStates,
} from '../domain/recipient/recipient.ts';
import { checkWhile, fromItem, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { listRow, readListed } from './listed.ts';

const text = z.string();
const instant = z.iso.datetime();
const stored = z.object({
  kind: z.literal('RECIPIENT'),
  id: text,
  recipientKind: z.enum(recipientKinds),
  name: text,
  sealedAuthentication: z.optional(z.instanceof(Uint8Array)),
  delivery: z.enum(deliveries),
  key: z.optional(z.object({ jwk: z.record(text, text), thumbprint: text, expiresAt: z.optional(instant) })),
  state: z.enum(recipientStates),
  version: z.int().check(z.positive()),
  registeredAt: instant,
  registeredBy: text,
  verifiedAt: z.optional(instant),
  verifiedBy: z.optional(text),
  verifiedOver: z.optional(text),
  revokedAt: z.optional(instant),
  revokedBy: z.optional(text),
});

/** Partition of everything that goes with a recipient. */
export const recipientKey = (id: string): string => `RECIPIENT#${id}`;

const keyOf = (id: string): Key => ({ pk: recipientKey(id), sk: 'RECIPIENT' });
const itemOf = ({ kind, ...recipient }: Recipient) => ({
  ...keyOf(recipient.id),
  ...recipient,
  kind: 'RECIPIENT',
  recipientKind: kind,
});

const listKey = 'RECIPIENTS';

/** Who personal information may be disclosed to: pk `RECIPIENT#<id>`, sk `RECIPIENT`; their list under pk `RECIPIENTS`. */
export function createRecipientStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): RecipientStore {
  const deps = { dynamo, table };
  return {
    async load(id) {
      const row = await getItem(deps, stored, keyOf(id));
      return row && recipientOf(row, id);
    },
    async page(first, after) {
      const page = { list: listKey, keyOf, first, after };
      const { entries, hasNextPage } = await readListed(deps, page, (item, { id, cursor }) => ({
        recipient: recipientOf(fromItem(stored, item), id),
        cursor,
      }));
      return { recipients: entries, hasNextPage };
    },
    put: (before, after) => [
      putVersion(table, before, itemOf(after)),
      ...(before ? [] : [listRow(table, listKey, after.registeredAt, after.id)]),
    ],
    unchanged: ({ id, version }) => checkWhile(table, keyOf(id), { version }),
  };
}

/** A row is the one of its address: a key that was put elsewhere is nobody's. */
function recipientOf({ kind: _, recipientKind, key, ...row }: z.infer<typeof stored>, id: string): Recipient {
  if (row.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
  return {
    ...row,
    kind: recipientKind,
    key: key && { ...key, expiresAt: key.expiresAt },
    sealedAuthentication: row.sealedAuthentication,
    verifiedAt: row.verifiedAt,
    verifiedBy: row.verifiedBy,
    verifiedOver: row.verifiedOver,
    revokedAt: row.revokedAt,
    revokedBy: row.revokedBy,
  };
}
