import type { Audience } from '../lambda/domain/access.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { openSupportRequest } from '../lambda/domain/request/open-support-request.ts';
import { replyToRequest } from '../lambda/domain/request/reply-to-request.ts';
import { addNote, assignRequest, closeRequest } from '../lambda/domain/request/steer-request.ts';
import type { Viewer } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { requireStaff } from './customer.ts';
import { acting, requestPayload } from './request-act.ts';
import {
  AddNoteInput,
  AssignRequestInput,
  CloseRequestInput,
  OpenSupportRequestInput,
  ReplyToRequestInput,
} from './request-inputs.ts';
import { requireLocalSubjectId } from './request-subject.ts';
import { requestWorkers as workers } from './request-type.ts';

const writers = ['customer', ...workers] as const satisfies readonly Audience[];

const OpenSupportRequestPayload = requestPayload('OpenSupportRequest', writers);
const ReplyToRequestPayload = requestPayload('ReplyToRequest', writers);
const AssignRequestPayload = requestPayload('AssignRequest', workers);
const AddNotePayload = requestPayload('AddNote', workers);
const CloseRequestPayload = requestPayload('CloseRequest', workers);

function requireWriter(viewer: Viewer) {
  if (viewer.kind !== 'customer' && viewer.kind !== 'staff') throw new DomainError('FORBIDDEN');
  return viewer;
}

builder.mutationFields((t) => ({
  openSupportRequest: t.field({
    type: OpenSupportRequestPayload,
    access: writers,
    cost: 10,
    description:
      'Asks for support; or, by staff, writes down what a customer asked for by phone or chat (P2.2). The first answer is due in two working days.',
    args: { input: t.arg({ type: OpenSupportRequestInput, access: writers }) },
    resolve: (_, { input }, context) =>
      acting(context, async () => {
        const { customerId, channel, ...rest } = input;
        return openSupportRequest(context.ports, requireWriter(context.viewer), {
          ...rest,
          ...(customerId != null && { customerId: requireLocalSubjectId(customerId) }),
          ...(channel != null && { channel }),
        });
      }),
  }),
  replyToRequest: t.field({
    type: ReplyToRequestPayload,
    access: writers,
    cost: 10,
    description:
      'One more word in a request. The customer opens it again; staff answer it, and the answer is mailed to whoever asked: to the customer’s current address, or to the one that somebody gave who is no customer. It cannot be refused (P2.6).',
    args: { input: t.arg({ type: ReplyToRequestInput, access: writers }) },
    resolve: (_, { input }, context) =>
      acting(context, async () => {
        const { customerId, ...rest } = input;
        return replyToRequest(context.ports, requireWriter(context.viewer), {
          ...rest,
          ...(customerId != null && { customerId: requireLocalSubjectId(customerId) }),
        });
      }),
  }),
  assignRequest: t.field({
    type: AssignRequestPayload,
    access: workers,
    cost: 5,
    description: 'Says who works on a request.',
    args: { input: t.arg({ type: AssignRequestInput, access: workers }) },
    resolve: (_, { input }, context) =>
      acting(context, async () => {
        const staff = requireStaff(context.viewer);
        const customerId = requireLocalSubjectId(input.customerId);
        const assignee = input.assignee === undefined ? staff.subject : input.assignee;
        return assignRequest(context.ports, staff, { ...input, customerId, assignee });
      }),
  }),
  addNote: t.field({
    type: AddNotePayload,
    access: workers,
    cost: 10,
    description: 'Adds a note that staff alone read. Kept encrypted.',
    args: { input: t.arg({ type: AddNoteInput, access: workers }) },
    resolve: (_, { input }, context) =>
      acting(context, async () => {
        const customerId = requireLocalSubjectId(input.customerId);
        return addNote(context.ports, requireStaff(context.viewer), { ...input, customerId });
      }),
  }),
  closeRequest: t.field({
    type: CloseRequestPayload,
    access: workers,
    cost: 5,
    description:
      'Ends a request that was answered, or feedback. From then on its reference opens nothing (P1.1).',
    args: { input: t.arg({ type: CloseRequestInput, access: workers }) },
    resolve: (_, { input }, context) =>
      acting(context, async () => {
        const customerId = requireLocalSubjectId(input.customerId);
        return closeRequest(context.ports, requireStaff(context.viewer), { ...input, customerId });
      }),
  }),
}));
