import { listRequests } from '../lambda/domain/request/list-requests.ts';
import { ownRequests } from '../lambda/domain/request/own-requests.ts';
import { isReference } from '../lambda/domain/request/reference.ts';
import { findSubject } from '../lambda/domain/request/require-request.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { RequestKindEnum } from './enums.ts';
import { Me } from './me.ts';
import { localSubjectId } from './request-subject.ts';
import { RequestType, requestReaders, requestWorkers as workers } from './request-type.ts';
import { requireStaff } from './require-staff.ts';

const self = ['customer'] as const;
const RequestConnection = connectionOf('Request', RequestType, requestReaders);

const WaitingStateEnum = builder.enumType('WaitingState', {
  description: 'States of a request that somebody still has to do something about.',
  values: ['OPEN', 'ANSWERED', 'QUARANTINED'] as const,
});

const RequestFilterInput = builder.inputType('RequestFilter', {
  description: 'A closed filter: no free text, no personal value.',
  fields: (t) => ({
    state: t.field({
      type: WaitingStateEnum,
      required: false,
      description: 'OPEN when left out. Closed ones stand with their customer.',
    }),
    kind: t.field({ type: RequestKindEnum, required: false }),
    assignee: t.string({
      required: false,
      description: 'Subject of an employee. Null, in so many words: those that nobody works on.',
    }),
    overdue: t.boolean({ required: false, description: 'Only open ones whose answer is late.' }),
  }),
});

builder.objectFields(Me, (t) => ({
  requests: t.field({
    type: RequestConnection,
    access: self,
    cost: 5,
    description: 'The own requests, newest first; those that wait in quarantine among them (P3.6).',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: self, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: self }),
    },
    resolve: async ({ loaded: own }, { first, after }, { ports }) => {
      const asked = { first: first ?? 20, after: after ?? undefined };
      const { items, hasNextPage } = await ownRequests(ports, own.customer.id, asked);
      return { items: items.map(({ request, cursor }) => ({ node: { request, own }, cursor })), hasNextPage };
    },
  }),
  request: t.field({
    type: RequestType,
    access: self,
    nullable: true,
    cost: 5,
    description: 'One of the own requests. Null when there is none of this reference.',
    args: { reference: t.arg.string({ access: self }) },
    resolve: async ({ loaded: own }, { reference }, { ports }) => {
      if (!isReference(reference)) return undefined;
      const request = await ports.requests.load(own.customer.id, reference);
      return request && { request, own };
    },
  }),
}));

builder.queryFields((t) => ({
  requests: t.field({
    type: RequestConnection,
    access: workers,
    cost: 20,
    description:
      'The work list: requests that wait, those whose answer is due first, first. A filter that fits few may give a page that is not full: read on from `endCursor`.',
    args: {
      filter: t.arg({ type: RequestFilterInput, required: false, access: workers }),
      first: t.arg.int({ required: false, defaultValue: 20, access: workers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: workers }),
    },
    resolve: async (_, { filter, first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const { state, kind, assignee, overdue } = filter ?? {};
      const page = await listRequests(
        ports,
        {
          ...(state && { state }),
          ...(kind && { kind }),
          ...(assignee !== undefined && { assignee }),
          overdue: overdue ?? false,
        },
        { first: first ?? 20, after: after ?? undefined },
      );
      return {
        items: page.items.map(({ request, cursor }) => ({ node: { request }, cursor })),
        hasNextPage: page.hasNextPage,
        ...(page.end !== undefined && { endCursor: page.end }),
      };
    },
  }),
  request: t.field({
    type: RequestType,
    access: workers,
    nullable: true,
    cost: 5,
    description: 'One request of one customer or correspondent. Null when there is none.',
    args: {
      customerId: t.arg.id({ access: workers, description: 'As `Request.customerId` gives it.' }),
      reference: t.arg.string({ access: workers }),
    },
    resolve: async (_, { customerId, reference }, { ports, viewer }) => {
      requireStaff(viewer);
      const subjectId = localSubjectId(customerId);
      if (subjectId === undefined || !isReference(reference)) return undefined;
      if (!(await findSubject(ports, subjectId))) return undefined;
      const request = await ports.requests.load(subjectId, reference);
      return request && { request };
    },
  }),
}));
