import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import { type InboundMail, inboundStates, verdicts } from '../domain/inbound/inbound-mail.ts';
import type { InboundMailStore } from '../domain/ports/inbound.ts';
import { refusablePurposes } from '../domain/purposes.ts';
import { dateAfter } from '../domain/span.ts';
import { dueShardOf, keyAfter, readDue } from './due-index.ts';
import { getItem, type Key, putNew, putWhile, type StoreDeps, toExpiry } from './item.ts';

const instant = z.iso.datetime();
const verdict = z.enum(verdicts);
const text = z.string();

const stored = z.pipe(
  z.object({
    kind: z.literal('INBOUND_MAIL'),
    id: text,
    receivedAt: instant,
    verdicts: z.object({ spf: verdict, dkim: verdict, dmarc: verdict, spam: verdict, virus: verdict }),
    fromIndexes: z.optional(z.array(text)),
    isNullSender: z.boolean(),
    isEnvelopeAligned: z.boolean(),
    mailbox: z.enum(['SUPPORT', 'REFUSAL']),
    threadReference: z.optional(text),
    refusal: z.optional(z.object({ customerId: text, purpose: z.enum(['ALL', ...refusablePurposes]) })),
    state: z.enum(inboundStates),
    cause: z.optional(text),
    version: z.int().check(z.positive()),
    attempt: z.int().check(z.positive()),
    dueAt: z.optional(instant),
    filed: z.optional(z.object({ subjectId: text, reference: text })),
  }),
  z.transform(
    ({ kind: _, fromIndexes, threadReference, refusal, cause, dueAt, filed, ...row }): InboundMail => {
      return { ...row, fromIndexes, threadReference, refusal, cause, dueAt, filed };
    },
  ),
);

const prefix = 'INBOUND#';
const keyOf = (id: string): Key => ({ pk: `${prefix}${id}`, sk: 'MAIL' });

function rowOf(mail: InboundMail) {
  const { id, receivedAt, dueAt, filed } = mail;
  const forgottenAt = dateAfter(receivedAt, { days: limits.inboundKeepDays });
  return {
    ...keyOf(id),
    kind: 'INBOUND_MAIL',
    ...mail,
    ...(dueAt !== undefined && { dueShard: dueShardOf('INBOUND_MAIL', id) }),
    // Found by whose it is when they are erased, once nothing is to be done about it any more.
    ...(dueAt === undefined && filed && { ownerId: filed.subjectId }),
    expiresAt: toExpiry(forgottenAt),
  };
}

/** Mails that came in: pk `INBOUND#<id>`, sk `MAIL`. In the due index until they are settled; swept after `limits.inboundKeepDays`. */
export function createInboundMailStore({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): InboundMailStore {
  return {
    async load(id) {
      const found = await getItem({ dynamo, table }, stored, keyOf(id));
      if (found && found.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      return found;
    },
    insert: (mail) => putNew(table, rowOf(mail), 'STALE_REVISION'),
    replace: ({ version }, after) => putWhile(table, rowOf(after), { version }),
    due: (shard, until, first) =>
      readDue({ dynamo, table }, 'INBOUND_MAIL', { shard, until, first }, ({ pk }) => keyAfter(prefix, pk)),
  };
}
