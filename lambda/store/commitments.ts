import * as z from 'zod/mini';
import { type Commitment, commitmentStates } from '../domain/commitment/commitment.ts';
import { commitmentDueAt } from '../domain/commitment/commitment-due.ts';
import { DomainError } from '../domain/errors.ts';
import type { CommitmentStore } from '../domain/ports/disclosures.ts';
import { dueShardOf, keyAfter, readDue } from './due-index.ts';
import { checkWhile, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';
import { recipientKey } from './recipients.ts';
import { storedDocument, storedFields } from './stored-disclosure.ts';

const text = z.string();
const instant = z.iso.datetime();
const stored = z.object({
  kind: z.literal('COMMITMENT'),
  id: text,
  recipientId: text,
  state: z.enum(commitmentStates),
  version: z.int().check(z.positive()),
  purpose: text,
  fields: storedFields,
  from: instant,
  until: instant,
  sealedDuties: z.optional(z.instanceof(Uint8Array)),
  document: storedDocument,
  recordedAt: instant,
  recordedBy: text,
  approvedAt: z.optional(instant),
  approvedBy: z.optional(text),
  endedAt: z.optional(instant),
  endedBy: z.optional(text),
  warnedAt: z.optional(instant),
});

const keyOf = (recipientId: string, id: string): Key => ({
  pk: recipientKey(recipientId),
  sk: `COMMITMENT#${id}`,
});

function itemOf(commitment: Commitment) {
  const { recipientId, id } = commitment;
  const dueAt = commitmentDueAt(commitment);
  const due = dueAt === undefined ? {} : { dueShard: dueShardOf('COMMITMENT', id), dueAt };
  return { ...keyOf(recipientId, id), kind: 'COMMITMENT', ...commitment, ...due };
}

/**
 * Commitments, in their recipient's partition under sk `COMMITMENT#<id>`. One that has not ended is in the due index: when it is to be
 * warned of, and then when it ends.
 */
export function createCommitmentStore({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): CommitmentStore {
  const deps = { dynamo, table };
  return {
    async load(recipientId, id) {
      const row = await getItem(deps, stored, keyOf(recipientId, id));
      if (row && row.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      return row && commitmentOf(row, recipientId);
    },
    async ofRecipient(recipientId) {
      const rows = await queryPartition(deps, stored, recipientKey(recipientId), 'COMMITMENT#');
      return rows.map((row) => commitmentOf(row, recipientId)).reverse();
    },
    put: (before, after) => putVersion(table, before, itemOf(after)),
    unchanged: ({ recipientId, id, version }) => checkWhile(table, keyOf(recipientId, id), { version }),
    due: (shard, until, first) =>
      readDue(deps, 'COMMITMENT', { shard, until, first }, ({ pk, sk }) => {
        const recipientId = keyAfter(recipientKey(''), pk);
        const id = keyAfter('COMMITMENT#', sk);
        return recipientId !== undefined && id !== undefined ? { recipientId, id } : undefined;
      }),
  };
}

/** A commitment counts for the recipient in whose partition it lies, and for no other. */
function commitmentOf({ kind: _, ...row }: z.infer<typeof stored>, recipientId: string): Commitment {
  if (row.recipientId !== recipientId) throw new DomainError('INTEGRITY_VIOLATION');
  return {
    ...row,
    sealedDuties: row.sealedDuties,
    approvedAt: row.approvedAt,
    approvedBy: row.approvedBy,
    endedAt: row.endedAt,
    endedBy: row.endedBy,
    warnedAt: row.warnedAt,
  };
}
