import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import { addressStates, type ContactState, type ContactStateStore } from '../domain/ports.ts';
import { checkWhile, customerKey, getItem, putNew, putWhile, type StoreDeps } from './item.ts';

const item = z.object({
  kind: z.literal('CONTACT_STATE'),
  customerId: z.string(),
  version: z.int(),
  addressState: z.enum(addressStates),
  emailIndexes: z.tuple([z.string()], z.string()),
  verifiedAt: z.optional(z.iso.datetime()),
});

/** One item per customer that says what mail may go; its version decides between a refusal and a mail that come at once. */
export function createContactStateStore({ dynamo, table }: StoreDeps): ContactStateStore {
  return {
    async load(customerId) {
      const found = await getItem({ dynamo, table }, item, keyOf(customerId));
      if (!found) return undefined;
      if (found.customerId !== customerId) throw new DomainError('INTEGRITY_VIOLATION');
      const { kind: _, verifiedAt, ...rest } = found;
      return { ...rest, verifiedAt };
    },
    insert: (state) => putNew(table, toRow(state), 'STALE_REVISION'),
    replace: (before, after) => putWhile(table, toRow(after), { version: before.version }),
    unchanged: ({ customerId, version }) => checkWhile(table, keyOf(customerId), { version }),
  };
}

const keyOf = (customerId: string) => ({ pk: customerKey(customerId), sk: 'CONTACT' });

const toRow = (state: ContactState) => ({ ...keyOf(state.customerId), kind: 'CONTACT_STATE', ...state });
