import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import type { InformationRequestStore } from '../domain/ports/requests.ts';
import {
  askableFields,
  type InformationRequest,
  informationStates,
} from '../domain/request/information-request.ts';
import { after } from '../domain/span.ts';
import { dueShardOf, keyAfter, readDue } from './due-index.ts';
import { customerKey, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { parkRow } from './park.ts';
import { queryPartition } from './query-partition.ts';

const instant = z.iso.datetime();
const fields = z.array(z.enum(askableFields));
const stored = z.pipe(
  z.object({
    kind: z.literal('INFORMATION_REQUEST'),
    id: z.string(),
    customerId: z.string(),
    reference: z.string(),
    fields,
    state: z.enum(informationStates),
    version: z.int().check(z.positive()),
    askedAt: instant,
    askedBy: z.string(),
    until: instant,
    remindedAt: z.optional(instant),
    endedAt: z.optional(instant),
    given: fields,
    tokenIds: z.array(z.string()),
    sealedWhy: z.instanceof(Uint8Array),
  }),
  z.transform(
    ({ kind: _, remindedAt, endedAt, ...row }): InformationRequest => ({ ...row, remindedAt, endedAt }),
  ),
);

/**
 * What customers were asked for, in their partition under sk `ASKED#<id>`. One that is ASKED is in the due index, at the instant of its
 * reminder and then of its end.
 */
export function createInformationRequestStore({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): InformationRequestStore {
  const deps = { dynamo, table };
  return {
    async load(customerId, id) {
      const found = await getItem(deps, stored, keyOf(customerId, id));
      // A row that was moved to another key is not that one.
      if (found && (found.customerId !== customerId || found.id !== id))
        throw new DomainError('INTEGRITY_VIOLATION');
      return found;
    },
    async ofCustomer(customerId) {
      const found = await queryPartition(deps, stored, customerKey(customerId), 'ASKED#');
      if (found.some((asked) => asked.customerId !== customerId))
        throw new DomainError('INTEGRITY_VIOLATION');
      return [...found].sort((one, other) => (one.askedAt > other.askedAt ? -1 : 1));
    },
    put: (before, after) => putVersion(table, before, rowOf(after)),
    due: (shard, until, first) =>
      readDue(deps, 'ASKED', { shard, until, first }, ({ pk, sk }) => {
        const customerId = keyAfter(customerKey(''), pk);
        const id = keyAfter('ASKED#', sk);
        return customerId !== undefined && id !== undefined ? { customerId, id } : undefined;
      }),
    park: (customerId, id) => parkRow(deps, keyOf(customerId, id)),
  };
}

const keyOf = (customerId: string, id: string): Key => ({ pk: customerKey(customerId), sk: `ASKED#${id}` });

function rowOf(asked: InformationRequest) {
  const { state, remindedAt, askedAt, until, id } = asked;
  const reminder = after(askedAt, { days: limits.informationReminderDays });
  return {
    ...keyOf(asked.customerId, id),
    kind: 'INFORMATION_REQUEST',
    ...asked,
    ...(state === 'ASKED' && {
      dueShard: dueShardOf('ASKED', id),
      dueAt: remindedAt === undefined ? reminder : until,
    }),
  };
}
