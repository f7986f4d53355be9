import { expect, it } from 'vitest';
import { Personal } from '../../../lambda/domain/pii.ts';
import type { LoadedCustomer } from '../../../lambda/domain/ports/customers.ts';
import type { SealedAt } from '../../../lambda/domain/ports/sealing.ts';
import { ownAttachment, ownAttachmentName, ownWords } from '../../../lambda/domain/request/own-words.ts';
import {
  type Attachment,
  attachmentObject,
  type RequestEntry,
} from '../../../lambda/domain/request/request.ts';

const own = { keyring: { subjectId: 'C1' } } as unknown as LoadedCustomer;
const entryOf = (kind: RequestEntry['kind'], subjectId = 'C1') =>
  ({ id: 'E1', kind, subjectId, sealedWords: new Uint8Array() }) as unknown as RequestEntry;
const attachment = { id: 'A1', sealedName: new Uint8Array(), refused: undefined } as unknown as Attachment;
const kept = new Map([[attachmentObject('C1', 'A1'), new Uint8Array(1)]]);
const deps = {
  sealing: {
    ready: async (classes: readonly string[]) => ({
      open: (_: unknown, { dataClass, kind, recordId }: SealedAt) =>
        new Personal(classes.includes(dataClass) ? `${kind} ${recordId}` : undefined),
    }),
  },
  inboundBucket: { readSealed: async (name: string) => kept.get(name) },
} as unknown as Parameters<typeof ownAttachment>[0];

/** Words of an entry, and name and bytes of what is attached to it, as the customer is given them. */
const given = async (entry: RequestEntry, one = attachment) => [
  await ownWords(deps, own, entry),
  await ownAttachmentName(deps, own, entry, one),
  await ownAttachment(deps, own, entry, one),
];

it('gives a customer what was said to and by them, with what was attached', async () => {
  for (const kind of ['MESSAGE', 'ANSWER'] as const)
    expect(await given(entryOf(kind))).toEqual(['requestEntry E1', 'attachmentName A1', 'attachment A1']);
});

it('gives nobody a note of staff, nor what stands in another’s request', async () => {
  const nothing = [undefined, undefined, undefined];
  expect(await given(entryOf('NOTE'))).toEqual(nothing);
  for (const kind of ['MESSAGE', 'ANSWER', 'NOTE'] as const)
    expect(await given(entryOf(kind, 'C2'))).toEqual(nothing);
});

it('gives the name alone of what was attached and not kept, or is no more', async () => {
  const [message, name] = ['requestEntry E1', 'attachmentName A1'];
  const refused = { ...attachment, refused: 'TOO_LARGE' } as unknown as Attachment;
  expect(await given(entryOf('MESSAGE'), refused)).toEqual([message, name, undefined]);
  const gone = { ...attachment, id: 'A2' };
  expect(await given(entryOf('MESSAGE'), gone)).toEqual([message, 'attachmentName A2', undefined]);
});
