import { limits } from '../../declared/limits.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { type Attachment, attachmentObject } from '../request/request.ts';
import { attachmentAt, attachmentNameAt } from '../request/sealed-words.ts';
import type { InboundMail } from './inbound-mail.ts';
import { fileIdOf } from './names-of-mail.ts';
import type { ParsedAttachment } from './parsed-mail.ts';

/**
 * Seals what came with a mail and puts it into the bucket, one after the other: each is in memory alone. Their ids follow from the mail and the
 * attempt: a repeat puts its own again, and nobody else's, who may have sealed under keys that were never stored.
 */
export async function keepFiles(
  deps: Pick<Ports, 'inboundBucket'>,
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  mail: Pick<InboundMail, 'id' | 'receivedAt' | 'attempt'>,
  files: readonly ParsedAttachment[],
): Promise<readonly Attachment[]> {
  const { subjectId } = keyring;
  const kept: Attachment[] = [];
  for (const [place, { name, contentType, bytes, refused }] of files.entries()) {
    const fileId = fileIdOf(mail, place);
    if (refused === undefined) {
      const sealed = sealing.seal(keyring, attachmentAt(fileId), base64Of(bytes));
      await deps.inboundBucket.putSealed(attachmentObject(subjectId, fileId), sealed);
    }
    const sealedName = sealing.seal(keyring, attachmentNameAt(fileId), name);
    kept.push({ id: fileId, sealedName, contentType, bytes: bytes.length, refused });
  }
  return kept;
}

/** What came with a mail, as far as it is named: of more than so many the rest is counted in one. */
export function namedFiles(files: readonly ParsedAttachment[]): readonly ParsedAttachment[] {
  // What is kept comes first, so that none of it is merely counted.
  const sorted = [...files.filter(isKept), ...files.filter((file) => !isKept(file))];
  if (sorted.length <= limits.attachmentsNamed) return sorted;
  const named = sorted.slice(0, limits.attachmentsNamed - 1);
  const name = `+${sorted.length - named.length}`;
  return [...named, { name, contentType: unknownType, bytes: new Uint8Array(), refused: 'TOO_MANY' }];
}

/** Nothing of a mail with a virus is kept but its words. */
export const withoutVirus = (files: readonly ParsedAttachment[]): readonly ParsedAttachment[] =>
  files.map((file) => ({ ...file, refused: file.refused ?? 'VIRUS' }));

/** What was not read of a mail that is larger than what is taken. */
export const restOfMail: ParsedAttachment = {
  name: 'message.eml',
  contentType: 'message/rfc822',
  bytes: new Uint8Array(),
  refused: 'CUT',
};

/** Without a copy: the bytes may be many. */
const base64Of = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

const isKept = ({ refused }: ParsedAttachment): boolean => refused === undefined;
const unknownType = 'application/octet-stream';
