import type { Audience } from '../lambda/domain/access.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import type { Viewer } from '../lambda/domain/viewer.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
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
import { requireStaff } from './require-staff.ts';

const { addNote, assignRequest, closeRequest, openSupportRequest, replyToRequest } = lateOperations;

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

mutation('openSupportRequest', {
  payload: OpenSupportRequestPayload,
  access: writers,
  description:
    'Asks for support; or, by staff, writes down what a customer asked for by phone or chat (P2.2). The first answer is due in two working days.',
  input: OpenSupportRequestInput,
  act: (input, context) =>
    acting(context, async () => {
      const { customerId, channel, ...rest } = input;
      return openSupportRequest(context.ports, requireWriter(context.viewer), {
        ...rest,
        ...(customerId != null && { customerId: requireLocalSubjectId(customerId) }),
        ...(channel != null && { channel }),
      });
    }),
});

mutation('replyToRequest', {
  payload: ReplyToRequestPayload,
  access: writers,
  description:
    'One more word in a request. The customer opens it again; staff answer it, and the answer is mailed to whoever asked: to the customer’s current address, or to the one that somebody gave who is no customer. It cannot be refused (P2.6).',
  input: ReplyToRequestInput,
  act: (input, context) =>
    acting(context, async () => {
      const { customerId, ...rest } = input;
      return replyToRequest(context.ports, requireWriter(context.viewer), {
        ...rest,
        ...(customerId != null && { customerId: requireLocalSubjectId(customerId) }),
      });
    }),
});

mutation('assignRequest', {
  payload: AssignRequestPayload,
  access: workers,
  cost: 5,
  description: 'Says who works on a request.',
  input: AssignRequestInput,
  act: (input, context) =>
    acting(context, async () => {
      const staff = requireStaff(context.viewer);
      const customerId = requireLocalSubjectId(input.customerId);
      const assignee = input.assignee === undefined ? staff.subject : input.assignee;
      return assignRequest(context.ports, staff, { ...input, customerId, assignee });
    }),
});

mutation('addNote', {
  payload: AddNotePayload,
  access: workers,
  description: 'Adds a note that staff alone read. Kept encrypted.',
  input: AddNoteInput,
  act: (input, context) =>
    acting(context, async () => {
      const customerId = requireLocalSubjectId(input.customerId);
      return addNote(context.ports, requireStaff(context.viewer), { ...input, customerId });
    }),
});

mutation('closeRequest', {
  payload: CloseRequestPayload,
  access: workers,
  cost: 5,
  description:
    'Ends a request that was answered, or feedback. From then on its reference opens nothing (P1.1).',
  input: CloseRequestInput,
  act: (input, context) =>
    acting(context, async () => {
      const customerId = requireLocalSubjectId(input.customerId);
      return closeRequest(context.ports, requireStaff(context.viewer), { ...input, customerId });
    }),
});
