import { type Deadline, deadlineKinds } from '../lambda/domain/deadline/deadline.ts';
import { listDeadlines } from '../lambda/domain/deadline/list-deadlines.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { StaffRoleEnum } from './enums.ts';
import { globalSubjectId } from './request-subject.ts';
import { requireStaff } from './require-staff.ts';

const readers = ['privacy_officer', 'auditor', 'legal'] as const;

const DeadlineKindEnum = builder.enumType('DeadlineKind', {
  description:
    'FIRST_ANSWER: two working days (D356 5). CORRECTION, RIGHT: their days (D356 5); RIGHTS_ANSWER: the first answer to a right. AUTHORITY: 24 hours, or 3 (L116 25). COMMITMENT_ENDS: from 30 days before on (P6.6). INCIDENT_REPORT: 72 hours (L91 23). EMAIL_HOLD: the customer is reached (P3.6). INFORMATION: from the reminder on, what a customer was asked for (P1.5). LEGAL_HOLD_ENDS, RETENTION (L91 14), ERASURE (to be certified, D356 5(4)): they end by themselves.',
  values: deadlineKinds,
});

const DeadlineType = builder.objectRef<Deadline>('Deadline').implement({
  description: 'A clock that somebody keeps (P7.3).',
  fields: (t) => ({
    kind: t.expose('kind', { type: DeadlineKindEnum, access: readers }),
    owner: t.expose('owner', {
      type: StaffRoleEnum,
      access: readers,
      description: 'The role that keeps it.',
    }),
    assignee: t.string({
      access: readers,
      nullable: true,
      description: 'Subject of the employee who works on it.',
      resolve: ({ assignee }) => assignee,
    }),
    customerId: t.id({
      access: readers,
      nullable: true,
      description:
        'Whose it is: a customer, or who wrote without being one. Null for what is no single customer’s.',
      resolve: ({ about: { customerId } }) => customerId && globalSubjectId(customerId),
    }),
    about: t.string({
      access: readers,
      description:
        'A reference (FIRST_ANSWER, RIGHTS_ANSWER), or the id of the correction, right, disclosure, commitment, incident, hold, question or erasure; of RETENTION the customer.',
      resolve: ({ about: { id } }) => id,
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', access: readers }),
    dueAt: t.expose('dueAt', { type: 'DateTime', access: readers }),
    secondsLeft: t.int({
      access: readers,
      description: 'Until `dueAt`; negative when it is late.',
      resolve: ({ dueAt }, _, { ports }) => Math.floor((Date.parse(dueAt) - ports.now().getTime()) / 1000),
    }),
    article: t.exposeString('article', {
      access: readers,
      description: 'Of the law, or the clause of the policy, that gives it its time.',
    }),
  }),
});
const DeadlineConnection = connectionOf('Deadline', DeadlineType, readers);

builder.queryFields((t) => ({
  deadlines: t.field({
    type: DeadlineConnection,
    access: readers,
    cost: 100,
    description:
      'Every clock of the product in one list, the first due first (P7.3). Legal sees its own. A page may hold fewer than asked for: read on while `hasNextPage`.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: readers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: readers }),
      owner: t.arg({
        type: StaffRoleEnum,
        required: false,
        access: readers,
        description: 'Only those that this role keeps.',
      }),
    },
    resolve: async (_, { first, after, owner }, { ports, viewer }) => {
      const page = await listDeadlines(ports, requireStaff(viewer), {
        first: first ?? 20,
        after: after ?? undefined,
        owner: owner ?? undefined,
      });
      const { items, end, hasNextPage } = page;
      return { items, hasNextPage, ...(end !== undefined && { endCursor: end }) };
    },
  }),
}));
