import * as z from 'zod/mini';
import {
  type EmailHold,
  holdCauses,
  holdConfirmations,
  holdContactChannels,
} from '../domain/contact/email-hold.ts';
import { DomainError } from '../domain/errors.ts';
import type { EmailHoldStore } from '../domain/ports/contact.ts';
import { duePlace } from './due-index.ts';
import { readDuePage } from './due-page.ts';
import { customerKey, fromItem, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';

const text = z.string();
const instant = z.iso.datetime();
const bytes = z.instanceof(Uint8Array);
const stored = z.object({
  kind: z.literal('EMAIL_HOLD'),
  pk: text,
  id: text,
  customerId: text,
  state: z.enum(['HELD', 'LIFTED']),
  cause: z.enum(holdCauses),
  version: z.int().check(z.positive()),
  heldAt: instant,
  heldBy: text,
  sealedWhy: z.optional(bytes),
  contacts: z.array(
    z.object({
      id: text,
      at: instant,
      channel: z.enum(holdContactChannels),
      by: text,
      confirmed: z.array(z.enum(holdConfirmations)),
      sealedNote: bytes,
    }),
  ),
  liftedAt: z.optional(instant),
  liftedBy: z.optional(text),
});

const keyOf = (customerId: string, id: string): Key => ({ pk: customerKey(customerId), sk: `HOLD#${id}` });

function itemOf(hold: EmailHold) {
  const { customerId, id, state, heldAt } = hold;
  const due = state === 'HELD' ? duePlace('HOLD', heldAt, `${customerId}#${id}`) : {};
  return { ...keyOf(customerId, id), kind: 'EMAIL_HOLD', ...hold, ...due };
}

/** Holds of addresses, in their customer's partition under `HOLD#<id>`; those that last stand in the due index by when they began. */
export function createEmailHoldStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): EmailHoldStore {
  const deps = { dynamo, table };
  return {
    async load(customerId, id) {
      const row = await getItem(deps, stored, keyOf(customerId, id));
      if (row && row.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      return row && holdOf(row);
    },
    async ofCustomer(customerId) {
      const rows = await queryPartition(deps, stored, customerKey(customerId), 'HOLD#');
      return rows.map(holdOf).reverse();
    },
    put: (before, after) => putVersion(table, before, itemOf(after)),
    lasting: (first, after) =>
      readDuePage(deps, 'HOLD', { first, after }, (row) => {
        const hold = holdOf(fromItem(stored, row));
        return hold.state === 'HELD' ? hold : undefined;
      }),
  };
}

function holdOf({ kind: _, pk, sealedWhy, liftedAt, liftedBy, ...rest }: z.infer<typeof stored>): EmailHold {
  if (pk !== customerKey(rest.customerId)) throw new DomainError('INTEGRITY_VIOLATION');
  return { ...rest, sealedWhy, liftedAt, liftedBy };
}
