import { limits } from '../../declared/limits.ts';
import type { AttachmentRefusal, ParsedAttachment } from '../../domain/inbound/parsed-mail.ts';
import { decodePart, encodingOf } from './decode-part.ts';
import { fileName } from './file-name.ts';
import type { Part } from './part-tree.ts';
import { typeByContent } from './type-by-content.ts';

/** Attachments of one mail whose names are read; more are counted. */
const mostNamed = 50;

/**
 * The files of a mail: `limits.attachments` of them with their bytes, the others with the reason why not, and without. A mail in the mail is a
 * file: nothing in it is read.
 */
export async function readFiles(parts: readonly Part[]): Promise<readonly ParsedAttachment[]> {
  const files: ParsedAttachment[] = [];
  let kept = 0;
  for (const part of parts.slice(0, mostNamed)) {
    const file = await readFile(part, files.length + 1, kept >= limits.attachments);
    files.push(file);
    if (!file.refused) kept += 1;
  }
  return [
    ...files,
    ...parts.slice(mostNamed).map((_, n) => refusedFile(undefined, mostNamed + n + 1, 'TOO_MANY')),
  ];
}

const refusedFile = (
  said: string | undefined,
  number: number,
  refused: AttachmentRefusal,
): ParsedAttachment => {
  const contentType = 'application/octet-stream';
  return { name: fileName(said, number, contentType), contentType, bytes: new Uint8Array(0), refused };
};

async function readFile(part: Part, number: number, isTooMany: boolean): Promise<ParsedAttachment> {
  const early = part.isCut ? 'CUT' : isTooMany ? 'TOO_MANY' : isTooLarge(part) ? 'TOO_LARGE' : undefined;
  const { bytes, name } = await decodePart(part, { withBody: early === undefined });
  if (early) return refusedFile(name, number, early);
  const contentType = await typeOf(part, bytes);
  if (contentType === 'EXECUTABLE') return refusedFile(name, number, contentType);
  if (bytes.length > limits.attachmentBytes) return refusedFile(name, number, 'TOO_LARGE');
  return { name: fileName(name, number, contentType), contentType, bytes, refused: undefined };
}

const typeOf = async (part: Part, bytes: Uint8Array): Promise<string> =>
  part.type === 'message/rfc822' ? part.type : typeByContent(bytes);

/** By its length as it stands, so that what is far too large is not decoded: Base64 has 76 characters of 57 bytes to a line. */
function isTooLarge(part: Part): boolean {
  const share = encodingOf(part) === undefined ? 1 : encodingOf(part) === 'base64' ? 2 / 3 : 1 / 3;
  return part.body.length * share > limits.attachmentBytes;
}
