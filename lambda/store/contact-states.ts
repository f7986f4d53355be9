import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import { addressStates, type ContactState, type ContactStateStore } from '../domain/ports.ts';
import { checkWhile, customerKey, getItem, type Key, putNew, putWhile, type StoreDeps } from './item.ts';

const item = z.object({
  kind: z.literal('CONTACT_STATE'),
  customerId: z.string(),
  version: z.int(),
  addressState: z.enum(addressStates),
  emailIndexes: z.tuple([z.string()], z.string()),
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
  };
}

export const contactStateKey = (customerId: string): Key => ({ pk: customerKey(customerId), sk: 'CONTACT' });

const toRow = (state: ContactState) => ({
  ...contactStateKey(state.customerId),
  kind: 'CONTACT_STATE',
  ...state,
});
