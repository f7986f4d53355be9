import { type Audience, rolesThatView } from '../lambda/domain/access.ts';
import { contentOf, nameOf, type ShownAttachment } from './attachment-words.ts';
import { builder } from './builder.ts';
import { AttachmentRefusalEnum } from './enums.ts';

const readers = ['customer', ...rolesThatView('content', 'value')] as const satisfies readonly Audience[];

/** More than half of what one operation may cost: no answer has to carry two files. */
const costOfContent = 400;

export const AttachmentType = builder.objectRef<ShownAttachment>('Attachment').implement({
  description:
    'A file that came with a mail, or would have. Kept encrypted (P6.3); never opened, run or shown here.',
  fields: (t) => ({
    id: t.id({
      access: readers,
      description: 'What `Request.attachment` takes.',
      resolve: ({ attachment }) => attachment.id,
    }),
    name: t.string({
      access: readers,
      clear: true,
      nullable: true,
      description: 'As the sender called it. Staff read it like the words of the request (P1.1, P6.4).',
      resolve: (shown, _, context) => nameOf(shown, context),
    }),
    contentType: t.string({
      access: readers,
      description: 'Media type by its bytes, whatever the mail called it.',
      resolve: ({ attachment }) => attachment.contentType,
    }),
    bytes: t.int({ access: readers, resolve: ({ attachment }) => attachment.bytes }),
    refused: t.field({
      type: AttachmentRefusalEnum,
      access: readers,
      nullable: true,
      description: 'Why it was not kept. Null: it was.',
      resolve: ({ attachment }) => attachment.refused,
    }),
    content: t.string({
      access: readers,
      clear: true,
      nullable: true,
      cost: costOfContent,
      description:
        'Its bytes, in Base64; of one file an operation, by `Request.attachment`. Staff read it like the words of the request (P1.1, P6.4). Null when it was not kept. Whatever its type says, it may do harm: save it, and open it where nothing can be harmed.',
      resolve: (shown, _, context) => contentOf(shown, context),
    }),
  }),
});
