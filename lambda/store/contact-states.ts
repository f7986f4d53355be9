import * as z from 'zod/mini';
import { addressCauses, nextLook } from '../domain/contact/address-standing.ts';
import { DomainError } from '../domain/errors.ts';
import { addressStates, type ContactState, type ContactStateStore } from '../domain/ports/contact.ts';
import { dueCustomers, dueShardOf } from './due-index.ts';
import { checkWhile, customerKey, getItem, type Key, putNew, putWhile, type StoreDeps } from './item.ts';
import { parkRow } from './park.ts';

const item = z.object({
  kind: z.literal('CONTACT_STATE'),
  customerId: z.string(),
  version: z.int(),
  addressState: z.enum(addressStates),
  emailIndexes: z.tuple([z.string()], z.string()),
  addressCause: z.exactOptional(z.enum(addressCauses)),
  addressSince: z.exactOptional(z.iso.datetime()),
  softBounces: z.exactOptional(z.array(z.iso.datetime())),
  remindedAt: z.exactOptional(z.iso.datetime()),
  verifiedAt: z.optional(z.iso.datetime()),
  isHeld: z.boolean(),
  isRestricted: z.boolean(),
  advertisedAt: z.array(z.iso.datetime()),
  products: z.record(z.string(), z.iso.datetime()),
});
/** A contact state, parsed. */
export const storedContactState = z.pipe(
  item,
  z.transform(({ kind: _, verifiedAt, ...rest }): ContactState => ({ ...rest, verifiedAt })),
);

/** One item per customer that says what mail may go; its version decides between a refusal and a mail that come at once. */
export function createContactStateStore({ dynamo, table }: StoreDeps): ContactStateStore {
  return {
    async load(customerId) {
      const found = await getItem({ dynamo, table }, storedContactState, contactStateKey(customerId));
      if (found && found.customerId !== customerId) throw new DomainError('INTEGRITY_VIOLATION');
      return found;
    },
    insert: (state) => putNew(table, toRow(state), 'STALE_REVISION'),
    replace: (before, after) => putWhile(table, toRow(after), { version: before.version }),
    unchanged: ({ customerId, version }) => checkWhile(table, contactStateKey(customerId), { version }),
    unrestricted: (customerId) =>
      checkWhile(table, contactStateKey(customerId), { isRestricted: false }, 'PROCESSING_RESTRICTED'),
    due: (shard, until, first) => dueCustomers({ dynamo, table }, 'CONTACT', { shard, until, first }),
    park: (customerId) => parkRow({ dynamo, table }, contactStateKey(customerId)),
  };
}

export const contactStateKey = (customerId: string): Key => ({ pk: customerKey(customerId), sk: 'CONTACT' });

/** In the due index while the address is to be looked after some day. */
function toRow(state: ContactState) {
  const look = nextLook(state);
  const due = look && { dueShard: dueShardOf('CONTACT', state.customerId), dueAt: look.at };
  return { ...contactStateKey(state.customerId), kind: 'CONTACT_STATE', ...state, ...due };
}
