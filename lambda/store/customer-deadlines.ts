import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { correctionStates } from '../domain/correction/correction.ts';
import { law } from '../domain/law.ts';
import { informationStates } from '../domain/request/information-request.ts';
import { articleOf } from '../domain/rights/right-clock.ts';
import { isUnderWay, rights, rightsStates } from '../domain/rights/rights-request.ts';
import { after } from '../domain/span.ts';
import type { DeadlineSource } from './deadline-source.ts';
import { fromItem } from './item.ts';
import { storedRequest } from './request-item.ts';

const text = z.string();
const instant = z.iso.datetime();

const correction = z.object({
  ...{ id: text, customerId: text, dataClass: text, state: z.enum(correctionStates) },
  ...{ askedAt: instant, decisionDueAt: z.optional(instant) },
});
const right = z.object({
  ...{ id: text, customerId: text, reference: text, right: z.enum(rights), state: z.enum(rightsStates) },
  ...{ askedAt: instant, rightDueAt: instant },
});
const hold = z.object({ id: text, customerId: text, state: z.enum(['HELD', 'LIFTED']), heldAt: instant });
const asked = z.object({
  ...{ id: text, customerId: text, state: z.enum(informationStates), askedAt: instant, until: instant },
  ...{ askedBy: text, remindedAt: z.optional(instant) },
});

/** Clocks of what single customers asked for, or were asked. */
export const customerDeadlines: readonly DeadlineSource[] = [
  {
    shard: 'REQUEST',
    kinds: ['FIRST_ANSWER', 'RIGHTS_ANSWER'],
    read(row) {
      const { kind, state, subjectId, reference, openedAt, answerDueAt, assignee } = fromItem(
        storedRequest,
        row,
      );
      if (state !== 'OPEN') return undefined;
      const isRight = kind === 'RIGHTS';
      return {
        kind: isRight ? 'RIGHTS_ANSWER' : 'FIRST_ANSWER',
        ...{ dueAt: answerDueAt, startedAt: openedAt, assignee },
        owner: isRight ? 'privacy_officer' : 'support',
        about: { customerId: subjectId, id: reference },
        article: law.firstAnswer.article,
      };
    },
  },
  {
    shard: 'CORRECTION',
    kinds: ['CORRECTION'],
    read(row) {
      const { id, customerId, dataClass, state, askedAt, decisionDueAt } = fromItem(correction, row);
      if (state !== 'ASKED' || decisionDueAt === undefined) return undefined;
      return {
        kind: 'CORRECTION',
        ...{ dueAt: decisionDueAt, startedAt: askedAt, assignee: undefined },
        owner: dataClass === 'identity' ? 'privacy_officer' : dataClass === 'payment' ? 'billing' : 'support',
        about: { customerId, id },
        article: law.correction.article,
      };
    },
  },
  {
    shard: 'RIGHTS',
    kinds: ['RIGHT'],
    read(row) {
      const { id, customerId, right: of, state, askedAt, rightDueAt } = fromItem(right, row);
      if (!isUnderWay({ state })) return undefined;
      return {
        kind: 'RIGHT',
        ...{ dueAt: rightDueAt, startedAt: askedAt, assignee: undefined, owner: 'privacy_officer' },
        about: { customerId, id },
        article: articleOf(of),
      };
    },
  },
  {
    shard: 'HOLD',
    kinds: ['EMAIL_HOLD'],
    later: limits.holdContactHours,
    read(row) {
      const { id, customerId, state, heldAt } = fromItem(hold, row);
      if (state !== 'HELD') return undefined;
      const dueAt = after(heldAt, { hours: limits.holdContactHours });
      return {
        kind: 'EMAIL_HOLD',
        ...{ dueAt, startedAt: heldAt, assignee: undefined, owner: 'support' },
        about: { customerId, id },
        article: 'P3.6',
      };
    },
  },
  {
    shard: 'ASKED',
    kinds: ['INFORMATION'],
    read(row) {
      const { id, customerId, state, askedAt, until, askedBy, remindedAt } = fromItem(asked, row);
      // Before the reminder it stands elsewhere in the index.
      if (state !== 'ASKED' || remindedAt === undefined) return undefined;
      return {
        kind: 'INFORMATION',
        ...{ dueAt: until, startedAt: askedAt, assignee: askedBy, owner: 'support' },
        about: { customerId, id },
        article: 'P1.5',
      };
    },
  },
];
