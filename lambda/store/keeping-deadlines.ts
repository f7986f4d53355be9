import * as z from 'zod/mini';
import { customerStates } from '../domain/customer/customer.ts';
import { erasureSteps } from '../domain/erasure/erasure.ts';
import { lookAt } from '../domain/erasure/erasure-job.ts';
import { law } from '../domain/law.ts';
import type { DeadlineSource } from './deadline-source.ts';
import { fromItem } from './item.ts';

const text = z.string();
const instant = z.iso.datetime();

const legalHold = z.object({
  ...{ id: text, customerId: text, placedAt: instant, placedBy: text },
  ...{ until: z.optional(instant), liftedAt: z.optional(instant) },
});
const closed = z.object({
  ...{ id: text, customerState: z.enum(customerStates) },
  ...{ closedAt: z.optional(instant), retentionDueAt: z.optional(instant) },
});
const erasure = z.object({
  ...{ id: text, customerId: text, step: z.enum(erasureSteps), held: z.array(text), startedAt: instant },
  ...{ certifiableAt: z.optional(instant), certificate: z.optional(text) },
});

/** Clocks of how long personal data is kept. */
export const keepingDeadlines: readonly DeadlineSource[] = [
  {
    shard: 'LEGALHOLD',
    kinds: ['LEGAL_HOLD_ENDS'],
    endsByItself: true,
    read(row) {
      const { id, customerId, placedAt, placedBy, until, liftedAt } = fromItem(legalHold, row);
      if (until === undefined || liftedAt !== undefined) return undefined;
      return {
        kind: 'LEGAL_HOLD_ENDS',
        ...{ dueAt: until, startedAt: placedAt, assignee: placedBy, owner: 'privacy_officer' },
        about: { customerId, id },
        article: law.retention.article,
      };
    },
  },
  {
    shard: 'RETENTION',
    kinds: ['RETENTION'],
    read(row) {
      const { id, customerState, closedAt, retentionDueAt } = fromItem(closed, row);
      if (customerState !== 'CLOSED' || closedAt === undefined || retentionDueAt === undefined)
        return undefined;
      return {
        kind: 'RETENTION',
        ...{ dueAt: retentionDueAt, startedAt: closedAt, assignee: undefined, owner: 'privacy_officer' },
        about: { customerId: id, id },
        article: law.retention.article,
      };
    },
  },
  {
    shard: 'ERASURE',
    kinds: ['ERASURE'],
    read(row) {
      const { id, customerId, step, held, startedAt, certifiableAt, certificate } = fromItem(erasure, row);
      // While it is carried out the clock of the right, or of the retention, runs; what a legal hold keeps waits for that.
      const isWaiting = step === 'DONE' && held.length === 0 && certificate === undefined;
      if (!isWaiting || certifiableAt === undefined) return undefined;
      return {
        kind: 'ERASURE',
        // It stands in the index when the clock looks whether it was certified.
        ...{
          dueAt: lookAt(new Date(certifiableAt)),
          startedAt,
          assignee: undefined,
          owner: 'privacy_officer',
        },
        about: { customerId, id },
        article: law.rights.ERASE.article,
      };
    },
  },
];
