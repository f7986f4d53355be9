import { type Audience, rolesThatView } from '../lambda/domain/access.ts';
import { AttachmentType } from './attachment-type.ts';
import { builder } from './builder.ts';
import { RequestEntryKindEnum } from './enums.ts';
import { type ShownEntry, wordsOf } from './request-words.ts';

const workers = rolesThatView('content', 'value');
const readers = ['customer', ...workers] as const satisfies readonly Audience[];

export const RequestEntryType = builder.objectRef<ShownEntry>('RequestEntry').implement({
  description: 'One thing said in a request. Kept encrypted (P6.3).',
  fields: (t) => ({
    kind: t.field({ type: RequestEntryKindEnum, access: readers, resolve: ({ entry }) => entry.kind }),
    at: t.field({ type: 'DateTime', access: readers, resolve: ({ entry }) => entry.at }),
    author: t.string({
      access: workers,
      description: 'Who wrote it, as the audit trail names them.',
      resolve: ({ entry }) => entry.author,
    }),
    isUnproven: t.boolean({
      access: readers,
      description: 'It came by a mail whose sender nothing proves: nothing is done on its word (P3.6).',
      resolve: ({ entry }) => entry.isUnproven ?? false,
    }),
    words: t.string({
      access: readers,
      clear: true,
      nullable: true,
      description:
        'What was said. Staff read it of one customer at a time, with x-processing-purpose and x-reference (P1.1), audited before it is answered (P6.4).',
      resolve: (shown, _, context) => wordsOf(shown, context),
    }),
    attachments: t.field({
      type: [AttachmentType],
      access: readers,
      size: 3,
      ofOne: true,
      description: 'Files that came with it, or would have. Read the content of one by `Request.attachment`.',
      resolve: ({ entry, own }) =>
        (entry.attachments ?? []).map((attachment) => ({ attachment, entry, own })),
    }),
  }),
});
