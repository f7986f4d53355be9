import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { attachmentRefusals } from '../domain/inbound/parsed-mail.ts';
import type { WaitingState } from '../domain/ports/requests.ts';
import { isCorrespondent } from '../domain/request/correspondent.ts';
import {
  type Attachment,
  type CustomerRequest,
  entryKinds,
  type Quarantine,
  quarantineCauses,
  type RequestEntry,
  requestChannels,
  requestKinds,
  requestStates,
} from '../domain/request/request.ts';
import { dateAfter } from '../domain/span.ts';
import { languages } from '../domain/viewer.ts';
import { dueShardOf } from './due-index.ts';
import { type Key, toExpiry } from './item.ts';
import { subjectPartition } from './subject-key.ts';

const instant = z.iso.datetime();

const storedQuarantine = z.pipe(
  z.object({
    cause: z.enum(quarantineCauses),
    decision: z.optional(z.enum(['RELEASED', 'DISCARDED'])),
    decidedAt: z.optional(instant),
    decidedBy: z.optional(z.string()),
  }),
  z.transform(({ cause, decision, decidedAt, decidedBy }): Quarantine => {
    return { cause, decision, decidedAt, decidedBy };
  }),
);

const storedAttachment = z.pipe(
  z.object({
    id: z.string(),
    sealedName: z.instanceof(Uint8Array),
    contentType: z.string(),
    bytes: z.int().check(z.nonnegative()),
    refused: z.optional(z.enum(attachmentRefusals)),
  }),
  z.transform(({ refused, ...row }): Attachment => ({ ...row, refused })),
);

export const storedRequest = z.pipe(
  z.object({
    kind: z.literal('REQUEST'),
    reference: z.string(),
    subjectId: z.string(),
    requestKind: z.enum(requestKinds),
    channel: z.enum(requestChannels),
    state: z.enum(requestStates),
    language: z.enum(languages),
    version: z.int().check(z.positive()),
    openedAt: instant,
    answerDueAt: instant,
    answeredAt: z.optional(instant),
    closedAt: z.optional(instant),
    assignee: z.optional(z.string()),
    isUnproven: z.exactOptional(z.boolean()),
    quarantine: z.exactOptional(storedQuarantine),
  }),
  z.transform(({ kind: _, requestKind, answeredAt, closedAt, assignee, ...row }): CustomerRequest => {
    return { ...row, kind: requestKind, answeredAt, closedAt, assignee };
  }),
);

export const storedEntry = z.pipe(
  z.object({
    kind: z.literal('REQUEST_ENTRY'),
    id: z.string(),
    reference: z.string(),
    subjectId: z.string(),
    entryKind: z.enum(entryKinds),
    at: instant,
    author: z.string(),
    sealedWords: z.instanceof(Uint8Array),
    attachments: z.exactOptional(z.array(storedAttachment)),
    isUnproven: z.exactOptional(z.boolean()),
  }),
  z.transform(({ kind: _, entryKind, ...row }): RequestEntry => ({ ...row, kind: entryKind })),
);

export const requestKey = (subjectId: string, reference: string): Key => ({
  pk: subjectPartition(subjectId),
  sk: `REQUEST#${reference}`,
});

/**
 * A request's row. While it waits it stands in the due index, in a shard of its state, at `<answer due>#<opened>#<reference>`: so that
 * requests due at the same instant have an order, and each its own place.
 */
export function requestRow({ kind, ...request }: CustomerRequest) {
  const { subjectId, reference, state, answerDueAt, openedAt } = request;
  const waits = state !== 'CLOSED' && {
    dueShard: dueShardOf(waitingKind(state), reference),
    dueAt: `${answerDueAt}#${openedAt}#${reference}`,
  };
  return {
    ...requestKey(subjectId, reference),
    kind: 'REQUEST',
    requestKind: kind,
    ...request,
    ...waits,
    ...expiryOf(subjectId, openedAt),
  };
}

export function entryRow({ kind, ...entry }: RequestEntry) {
  const { pk, sk } = requestKey(entry.subjectId, entry.reference);
  return {
    pk,
    sk: `${sk}#${entry.id}`,
    kind: 'REQUEST_ENTRY',
    entryKind: kind,
    ...entry,
    ...expiryOf(entry.subjectId, entry.at),
  };
}

/** Open ones under `REQUEST` in the due index; those of another state that wait under a name of their own. */
export const waitingKind = (state: WaitingState): string => `REQUEST${state === 'OPEN' ? '' : `-${state}`}`;

/**
 * What is a correspondent's is removed with them when their time is over. This is the net below that alone, and never comes before it: what
 * was in quarantine is kept anew from its release on.
 */
const expiryOf = (subjectId: string, from: string) =>
  isCorrespondent(subjectId) ? { expiresAt: toExpiry(dateAfter(from, { days: netDays })) } : {};

const netDays = limits.quarantineDays + limits.correspondentDays;
