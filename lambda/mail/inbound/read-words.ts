import { decodePart, encodingOf } from './decode-part.ts';
import { decodeStrictly, decodeText } from './decode-text.ts';
import { htmlToText } from './html-to-text.ts';
import { parameterOf } from './media-type.ts';
import type { Part } from './part-tree.ts';

/** What a mail says, and its leaves that say nothing: files. */
export interface Read {
  readonly text: string;
  readonly isHtml: boolean;
  readonly files: readonly Part[];
}

/** Text that is a file for a program, whatever it looks like. */
const files = /^text\/(?:calendar|csv|x-amp-html|.*vcard|directory|rfc822-headers|x-.*)$/;

/**
 * The words of a part and of all in it, in their order; its files beside them. Of a multipart/alternative (RFC 2046 5.1.4) the plain text,
 * unless the HTML says more. What stands around the parts is words too, but for the sentence that mail programs put there.
 */
export async function readWords(part: Part): Promise<Read> {
  if (part.children.length === 0) return readLeaf(part);
  const read: Read[] = [];
  for (const child of part.children) {
    const isFirst = read.every(({ text }) => text.trim() === '');
    const isNamed = child.children.length === 0 && isWords(child) && !isFirst && isNamedFile(child);
    read.push(isNamed ? { text: '', isHtml: false, files: [child] } : await readWords(child));
  }
  const outside = part.outside.map((bytes) => decodeText(bytes, undefined)).filter(isSaid);
  const said = part.type === 'multipart/alternative' ? chosen(read) : read;
  return {
    text: joined([...said.map(({ text }) => text), ...outside]),
    isHtml: said.some(({ isHtml, text }) => isHtml && text !== ''),
    files: read.flatMap((each) => each.files),
  };
}

async function readLeaf(part: Part): Promise<Read> {
  if (!isWords(part)) return { text: '', isHtml: false, files: [part] };
  const isHtml = part.type === 'text/html';
  const text = await textOf(part);
  return { text: isHtml ? htmlToText(text) : text, isHtml, files: [] };
}

/** Text, and what was to be taken apart and could not. */
function isWords(part: Part): boolean {
  const { type, values } = part;
  if (type.startsWith('multipart/')) return true;
  if (!type.startsWith('text/') || files.test(type)) return false;
  if (/^[ \t]*attachment\b/i.test(values('content-disposition')[0] ?? '')) return false;
  return type === 'text/plain' || type === 'text/html' || !isNamedFile(part);
}

const isNamedFile = ({ values }: Part): boolean =>
  /[;\s](?:file)?name[*\d]*[ \t]*=/i.test(
    [values('content-type')[0], values('content-disposition')[0]].join(';'),
  );

/** A text without its encoding. What says it is Base64 and is not, or only to a point, is text from there on. */
async function textOf(part: Part): Promise<string> {
  const charset = parameterOf(part.values('content-type')[0] ?? '', 'charset');
  if (encodingOf(part) === undefined) return decodeText(part.body, charset);
  if (encodingOf(part) === 'quoted-printable') return decodeText((await decodePart(part)).bytes, charset);
  const end = endOfBase64(part.body);
  const encoded = { ...part, body: part.body.subarray(0, end) };
  const { bytes } = await decodePart(encoded);
  if (isNoText(bytes, charset)) return decodeText(part.body, undefined);
  return joined([decodeText(bytes, charset), decodeText(part.body.subarray(end), undefined)]);
}

/** Whether a quarter is what no text has: words that were no Base64 decode to that. */
function isNoText(bytes: Uint8Array, charset: string | undefined): boolean {
  const text = decodeStrictly(bytes, charset);
  let count = 0;
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n);
    if (code === 0xfffd || code < 9 || (code > 13 && code < 32)) count += 1;
  }
  return count * 4 > text.length;
}

/** Up to the first line that no Base64 has: one with a space in it, or another character. */
function endOfBase64(body: Buffer): number {
  const other = /[^A-Za-z0-9+/=\s]|[^\s][ \t]+[^\s]/.exec(body.toString('latin1'));
  return other ? Math.max(0, body.lastIndexOf(10, other.index)) : body.length;
}

function chosen(read: readonly Read[]): readonly Read[] {
  const plain = read.filter(({ isHtml, text }) => !isHtml && text.trim() !== '');
  const html = read.filter(({ isHtml }) => isHtml);
  if (plain.length === 0) return html;
  // Some programs send "see the HTML" as plain text.
  return letters(html) > 2 * letters(plain) ? [...plain, ...html] : plain;
}

/** In the beginning of each. */
const letters = (read: readonly Read[]): number =>
  read.reduce(
    (sum, { text }) => sum + text.slice(0, 20_000).replace(/https?:\/\/\S*|[^\p{L}\p{N}]+/gu, '').length,
    0,
  );

const isSaid = (text: string): boolean =>
  text.trim() !== '' && !(text.length < 500 && /\bmime\b/i.test(text));

const joined = (texts: readonly string[]): string => texts.filter((text) => text.trim() !== '').join('\n\n');
