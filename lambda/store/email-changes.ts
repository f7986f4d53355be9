import * as z from 'zod/mini';
import { type EmailChange, emailChangeStates } from '../domain/contact/email-change.ts';
import { DomainError } from '../domain/errors.ts';
import type { EmailChangeStore } from '../domain/ports/contact.ts';
import { dueCustomers, dueShardOf } from './due-index.ts';
import { checkWhile, customerKey, getItem, putNew, putWhile, type StoreDeps } from './item.ts';
import { parkRow } from './park.ts';

const text = z.string();
const instant = z.iso.datetime();
const item = z.object({
  kind: z.literal('EMAIL_CHANGE'),
  id: text,
  customerId: text,
  version: z.int().check(z.positive()),
  changeState: z.enum(emailChangeStates),
  emailIndexes: z.tuple([text], text),
  sealed: z.optional(z.instanceof(Uint8Array)),
  requestedAt: instant,
  requestedBy: text,
  assisted: z.optional(
    z.object({ ticket: text, approvedBy: z.exactOptional(text), approvedAt: z.exactOptional(instant) }),
  ),
  announced: z.optional(z.object({ at: instant, mailId: text, verifyBy: instant, switchesAt: instant })),
  verifiedAt: z.optional(instant),
  agreedAt: z.optional(instant),
  endedAt: z.optional(instant),
  dueAt: z.optional(instant),
});
const none = {
  sealed: undefined,
  assisted: undefined,
  announced: undefined,
  verifiedAt: undefined,
  agreedAt: undefined,
  endedAt: undefined,
  dueAt: undefined,
} as const;

/**
 * Changes of addresses, in their customer's partition: the newest under sk `EMAIL_CHANGE`, those before it under `EMAIL_CHANGE#<id>`. One
 * that is not over is in the due index.
 */
export function createEmailChangeStore({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): EmailChangeStore {
  return {
    async load(customerId) {
      const found = await getItem({ dynamo, table }, item, keyOf(customerId));
      if (!found) return undefined;
      if (found.customerId !== customerId) throw new DomainError('INTEGRITY_VIOLATION');
      const { kind: _, changeState: state, ...rest } = found;
      return { ...none, ...rest, state };
    },
    insert: (before, replaced, change) =>
      before && replaced
        ? [
            putWhile(table, toRow(change), { id: before.id, version: before.version }),
            putNew(table, { ...toRow(replaced), sk: `EMAIL_CHANGE#${before.id}` }, 'STALE_REVISION'),
          ]
        : [putNew(table, toRow(change), 'STALE_REVISION')],
    replace: (before, after) => putWhile(table, toRow(after), { id: before.id, version: before.version }),
    unchanged: ({ customerId, id, version }) => checkWhile(table, keyOf(customerId), { id, version }),
    due: (shard, until, first) => dueCustomers({ dynamo, table }, 'EMAIL_CHANGE', { shard, until, first }),
    park: (customerId) => parkRow({ dynamo, table }, keyOf(customerId)),
  };
}

const keyOf = (customerId: string) => ({ pk: customerKey(customerId), sk: 'EMAIL_CHANGE' });

function toRow({ state: changeState, ...change }: EmailChange) {
  const { customerId, dueAt } = change;
  const due = dueAt === undefined ? {} : { dueShard: dueShardOf('EMAIL_CHANGE', customerId) };
  return { ...keyOf(customerId), kind: 'EMAIL_CHANGE', changeState, ...change, ...due };
}
