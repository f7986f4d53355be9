import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { commitmentStates } from '../domain/commitment/commitment.ts';
import { disclosureStates } from '../domain/disclosure/disclosure.ts';
import { answerIsDueAt } from '../domain/disclosure/disclosure-due.ts';
import { incidentStates } from '../domain/incident/incident.ts';
import { law } from '../domain/law.ts';
import type { DeadlineSource } from './deadline-source.ts';
import { fromItem } from './item.ts';

const text = z.string();
const instant = z.iso.datetime();

const disclosure = z.object({
  ...{ id: text, state: z.enum(disclosureStates), receivedAt: instant, answerDueAt: z.optional(instant) },
  ...{ openedBy: text, verifiedBy: z.optional(text), handedOutAt: z.optional(instant) },
});
const commitment = z.object({
  ...{ id: text, state: z.enum(commitmentStates), from: instant, until: instant },
  ...{ warnedAt: z.optional(instant), recordedBy: text },
});
const incident = z.object({
  ...{ id: text, state: z.enum(incidentStates), discoveredAt: instant, reportDueAt: instant },
  recordedBy: text,
});

/** Clocks towards authorities and payment processors: no single customer’s. */
export const companyDeadlines: readonly DeadlineSource[] = [
  {
    shard: 'DISCLOSURE',
    kinds: ['AUTHORITY'],
    later: limits.authorityWarningHours,
    read(row) {
      const { id, state, receivedAt, answerDueAt, openedBy, verifiedBy, handedOutAt } = fromItem(
        disclosure,
        row,
      );
      const dueAt = answerIsDueAt({ state, dueAt: answerDueAt, handedOutAt });
      if (dueAt === undefined) return undefined;
      return {
        kind: 'AUTHORITY',
        ...{ dueAt, startedAt: receivedAt, assignee: verifiedBy ?? openedBy, owner: 'legal' },
        about: { customerId: undefined, id },
        article: law.authority.article,
      };
    },
  },
  {
    shard: 'COMMITMENT',
    kinds: ['COMMITMENT_ENDS'],
    read(row) {
      const { id, state, from, until, warnedAt, recordedBy } = fromItem(commitment, row);
      // Before it is warned of it stands elsewhere in the index, and its end is far.
      if (state !== 'ACTIVE' || warnedAt === undefined) return undefined;
      return {
        kind: 'COMMITMENT_ENDS',
        ...{ dueAt: until, startedAt: from, assignee: recordedBy, owner: 'legal' },
        about: { customerId: undefined, id },
        article: 'L91 15, 17',
      };
    },
  },
  {
    shard: 'INCIDENT',
    kinds: ['INCIDENT_REPORT'],
    atMostLater: limits.incidentWarningHours,
    read(row) {
      const { id, state, discoveredAt, reportDueAt, recordedBy } = fromItem(incident, row);
      if (state !== 'RECORDED') return undefined;
      return {
        kind: 'INCIDENT_REPORT',
        ...{ dueAt: reportDueAt, startedAt: discoveredAt, assignee: recordedBy, owner: 'privacy_officer' },
        about: { customerId: undefined, id },
        article: law.incidentReport.article,
      };
    },
  },
];
