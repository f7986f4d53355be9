import { type Audience, rolesThatView } from '../lambda/domain/access.ts';
import type { CorrespondentDetails } from '../lambda/domain/request/correspondent.ts';
import { isOverdue } from '../lambda/domain/request/list-requests.ts';
import { builder } from './builder.ts';
import { LanguageEnum } from './enums.ts';
import {
  RequestChannelEnum,
  RequestEntryKindEnum,
  RequestKindEnum,
  RequestStateEnum,
} from './request-enums.ts';
import { globalSubjectId } from './request-subject.ts';
import { correspondentOf, type ShownEntry, type ShownRequest, wordsOf } from './request-words.ts';

/** Roles that work on requests: those that may read what customers write. */
export const requestWorkers = ['support', 'privacy_officer'] as const satisfies readonly Audience[];
const readers = ['customer', ...requestWorkers] as const satisfies readonly Audience[];

const RequestEntryType = builder.objectRef<ShownEntry>('RequestEntry').implement({
  description: 'One thing said in a request. Kept encrypted (P6.3).',
  fields: (t) => ({
    kind: t.field({ type: RequestEntryKindEnum, access: readers, resolve: ({ entry }) => entry.kind }),
    at: t.field({ type: 'DateTime', access: readers, resolve: ({ entry }) => entry.at }),
    author: t.string({
      access: requestWorkers,
      description: 'Who wrote it, as the audit trail names them.',
      resolve: ({ entry }) => entry.author,
    }),
    words: t.string({
      access: ['customer', ...rolesThatView('content', 'value')],
      clear: true,
      nullable: true,
      description:
        'What was said. Staff read it of one customer at a time, with x-processing-purpose and x-reference (P1.1), audited before it is answered (P6.4).',
      resolve: (shown, _, context) => wordsOf(shown, context),
    }),
  }),
});

const CorrespondentType = builder.objectRef<CorrespondentDetails>('Correspondent').implement({
  description: 'Who wrote without being a customer, as they said themselves (P1.4).',
  fields: (t) => ({
    name: t.exposeString('name', { access: requestWorkers, nullable: true }),
    email: t.exposeString('email', { access: requestWorkers, nullable: true }),
  }),
});

export const RequestType = builder.objectRef<ShownRequest>('Request').implement({
  description: 'A request of a customer, or of somebody who wrote without being one.',
  fields: (t) => ({
    reference: t.string({
      access: readers,
      description: 'What customers and staff call it; while it is open, what `x-reference` takes (P1.1).',
      resolve: ({ request }) => request.reference,
    }),
    customerId: t.id({
      access: requestWorkers,
      description: 'Whose it is: the id of a customer, or of a correspondent.',
      resolve: ({ request }) => globalSubjectId(request.subjectId),
    }),
    kind: t.field({ type: RequestKindEnum, access: readers, resolve: ({ request }) => request.kind }),
    channel: t.field({
      type: RequestChannelEnum,
      access: readers,
      resolve: ({ request }) => request.channel,
    }),
    state: t.field({ type: RequestStateEnum, access: readers, resolve: ({ request }) => request.state }),
    language: t.field({
      type: LanguageEnum,
      access: requestWorkers,
      description: 'What to answer in.',
      resolve: ({ request }) => request.language,
    }),
    openedAt: t.field({ type: 'DateTime', access: readers, resolve: ({ request }) => request.openedAt }),
    answerDueAt: t.field({
      type: 'DateTime',
      access: readers,
      description: 'When the answer is due: two working days of Vietnam (D356 5).',
      resolve: ({ request }) => request.answerDueAt,
    }),
    overdue: t.boolean({
      access: requestWorkers,
      description: 'Open, and its answer late.',
      resolve: ({ request }, _, { ports }) => isOverdue(request, ports.now()),
    }),
    answeredAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'When it was first answered.',
      resolve: ({ request }) => request.answeredAt,
    }),
    closedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ request }) => request.closedAt,
    }),
    assignee: t.string({
      access: requestWorkers,
      nullable: true,
      description: 'Subject of the employee who works on it.',
      resolve: ({ request }) => request.assignee,
    }),
    correspondent: t.field({
      type: CorrespondentType,
      access: requestWorkers,
      clear: true,
      nullable: true,
      description:
        'Who wrote, when that is no customer; read like any clear value (P1.1, P6.4). Null for customers.',
      resolve: (shown, _, context) => correspondentOf(shown, context),
    }),
    entries: t.field({
      type: [RequestEntryType],
      access: readers,
      size: 10,
      ofOne: true,
      description: 'What was said, oldest first; notes are for staff alone.',
      resolve: async ({ request, own }, _, { ports, viewer }) => {
        const entries = await ports.requests.entries(request.subjectId, request.reference);
        const shown = viewer.kind === 'staff' ? entries : entries.filter(({ kind }) => kind !== 'NOTE');
        return shown.map((entry) => ({ entry, own }));
      },
    }),
  }),
});
