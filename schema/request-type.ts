import type { Audience } from '../lambda/domain/access.ts';
import type { CorrespondentDetails } from '../lambda/domain/request/correspondent.ts';
import { isOverdue } from '../lambda/domain/request/list-requests.ts';
import { quarantineNotice } from '../lambda/domain/request/quarantine-notice.ts';
import { AttachmentType } from './attachment-type.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { LanguageEnum, RequestChannelEnum, RequestKindEnum, RequestStateEnum } from './enums.ts';
import { QuarantineType } from './quarantine-type.ts';
import { RequestEntryType } from './request-entry-type.ts';
import { globalSubjectId } from './request-subject.ts';
import { correspondentOf, type ShownEntry, type ShownRequest } from './request-words.ts';

/** Roles that work on requests: those that may read what customers write. */
export const requestWorkers = ['support', 'privacy_officer'] as const satisfies readonly Audience[];
/** And the customers whose own they are. */
export const requestReaders = ['customer', ...requestWorkers] as const satisfies readonly Audience[];
const readers = requestReaders;

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
      description:
        'What customers and staff call it; while it is open, what `x-reference` takes (P1.1). One that nothing proves, or in quarantine, opens its own words alone (P3.6).',
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
    isUnproven: t.boolean({
      access: readers,
      description: 'It came by a mail whose sender nothing proves: nothing is done on its word (P3.6).',
      resolve: ({ request }) => request.isUnproven ?? false,
    }),
    quarantine: t.field({
      type: QuarantineType,
      access: readers,
      nullable: true,
      description: 'Null for one that was never in quarantine.',
      resolve: ({ request }) => request.quarantine && { quarantine: request.quarantine, request },
    }),
    notice: t.string({
      access: readers,
      nullable: true,
      description:
        'What to show the customer of a request that is kept in quarantine, or was set aside; in the language asked in. Null for any other.',
      resolve: ({ request }, _, { viewer }) => quarantineNotice(request, viewer.language),
    }),
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
      resolve: async (shown, _, context) => [...(await entriesOf(shown, context))],
    }),
    attachment: t.field({
      type: AttachmentType,
      access: readers,
      nullable: true,
      description: 'One file that came with it. Null when there is none of this id.',
      args: { id: t.arg.id({ access: readers, description: '`Attachment.id`.' }) },
      resolve: async (shown, { id }, context) => {
        for (const { entry, own } of await entriesOf(shown, context)) {
          const attachment = entry.attachments?.find((one) => one.id === id);
          if (attachment) return { attachment, entry, own };
        }
        return undefined;
      },
    }),
  }),
});

/** What was said in it, without the notes of staff when it is the customer who reads. */
async function entriesOf(
  { request, own }: ShownRequest,
  { ports, viewer }: ApiContext,
): Promise<readonly ShownEntry[]> {
  const entries = await ports.requests.entries(request.subjectId, request.reference);
  const shown = viewer.kind === 'staff' ? entries : entries.filter(({ kind }) => kind !== 'NOTE');
  return shown.map((entry) => ({ entry, own }));
}
