import * as z from 'zod/mini';
import { type Disclosure, disclosureStates } from '../domain/disclosure/disclosure.ts';
import { disclosureDueAt } from '../domain/disclosure/disclosure-due.ts';
import { DomainError } from '../domain/errors.ts';
import { duePlace } from './due-index.ts';
import type { Key } from './item.ts';
import { storedDocument, storedFields } from './stored-disclosure.ts';

const text = z.string();
const instant = z.iso.datetime();
const bytes = z.instanceof(Uint8Array);
const basis = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('PERMISSION') }),
  z.object({
    kind: z.literal('LEGAL_ORDER'),
    sealedInstrument: bytes,
    scope: storedFields,
    document: storedDocument,
    withheldUntil: z.optional(instant),
  }),
  z.object({ kind: z.literal('COMMITMENT'), commitmentId: text }),
]);
/** A disclosure's row. */
export const storedRow = z.object({
  kind: z.literal('DISCLOSURE'),
  id: text,
  recipientId: text,
  basis,
  purpose: text,
  fields: storedFields,
  customerIds: z.array(text),
  state: z.enum(disclosureStates),
  version: z.int().check(z.positive()),
  receivedAt: instant,
  urgency: z.optional(z.object({ sealedClaimedBy: bytes })),
  answerDueAt: z.optional(instant),
  openedAt: instant,
  openedBy: text,
  verifiedAt: z.optional(instant),
  verifiedBy: z.optional(text),
  verifiedOver: z.optional(text),
  decidedAt: z.optional(instant),
  decidedBy: z.optional(text),
  approvedKey: z.optional(text),
  sealedReason: z.optional(bytes),
  package: z.optional(
    z.object({
      digest: text,
      bytes: z.int(),
      sealedAt: instant,
      expiresAt: instant,
      sealedManifest: bytes,
      receiptHash: text,
      keyThumbprint: z.optional(text),
      sealedPassphrase: z.optional(bytes),
      passphraseReadBy: z.array(text),
      linksMadeBy: z.array(text),
      destroyedAt: z.optional(instant),
    }),
  ),
  link: z.optional(z.object({ tokenId: text, challenge: text, answerHash: text })),
  handedOutAt: z.optional(instant),
  collectedAt: z.optional(instant),
  endedAt: z.optional(instant),
  cause: z.optional(text),
  warnedAt: z.optional(instant),
  lateAt: z.optional(instant),
  round: z._default(z.int(), 0),
  stoppedAt: z.optional(instant),
});

export const keyOf = (id: string): Key => ({ pk: `DISCLOSURE#${id}`, sk: 'DISCLOSURE' });

/** A disclosure's row as it is put, in the due index while it has not ended. */
export function itemOf(disclosure: Disclosure) {
  const { dueAt: answerDueAt, ...row } = disclosure;
  const dueAt = disclosureDueAt(disclosure);
  const due = dueAt === undefined ? {} : duePlace('DISCLOSURE', dueAt, disclosure.id);
  return { ...keyOf(disclosure.id), kind: 'DISCLOSURE', ...row, answerDueAt, ...due };
}

/** A row as the disclosure that was asked for. @throws DomainError INTEGRITY_VIOLATION for one that was moved from another */
export function disclosureOf(
  { kind: _, answerDueAt, basis: on, package: held, ...row }: z.infer<typeof storedRow>,
  id: string,
): Disclosure {
  if (row.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
  return {
    ...row,
    basis: on.kind === 'LEGAL_ORDER' ? { ...on, withheldUntil: on.withheldUntil } : on,
    dueAt: answerDueAt,
    urgency: row.urgency,
    verifiedAt: row.verifiedAt,
    verifiedBy: row.verifiedBy,
    verifiedOver: row.verifiedOver,
    decidedAt: row.decidedAt,
    decidedBy: row.decidedBy,
    approvedKey: row.approvedKey,
    sealedReason: row.sealedReason,
    package: held && {
      ...held,
      keyThumbprint: held.keyThumbprint,
      sealedPassphrase: held.sealedPassphrase,
      destroyedAt: held.destroyedAt,
    },
    link: row.link,
    handedOutAt: row.handedOutAt,
    collectedAt: row.collectedAt,
    endedAt: row.endedAt,
    cause: row.cause,
    warnedAt: row.warnedAt,
    lateAt: row.lateAt,
    stoppedAt: row.stoppedAt,
  };
}
