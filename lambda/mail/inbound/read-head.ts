import { decodeText } from './decode-text.ts';

/** Fields that are read, of the mail or of one of its parts; all others (a thousand recipients, say) are passed over. */
const wanted = [
  'from',
  'to',
  'cc',
  'dkim-signature',
  'subject',
  'message-id',
  'in-reply-to',
  'references',
  'auto-submitted',
  'precedence',
  'x-auto-response-suppress',
  'list-id',
  'x-cloudfly-loop',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
] as const;
export type FieldName = (typeof wanted)[number];

export interface Head {
  /** Unfolded values, in their order; encoded words stand as they are. */
  readonly values: (name: FieldName) => readonly string[];
  readonly body: Buffer;
}

/** Bytes of a head that are read for fields; what a sender needs is far below. */
const mostBytes = 512 * 1024;
/** Times that one field is taken. */
export const mostTimes = 20;

/** What a mailbox file puts before each mail (RFC 4155). */
const mailboxLine = /^>?From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} /;

const isWanted = (name: string): name is FieldName => (wanted as readonly string[]).includes(name);

/**
 * The head of a mail or of a part, and what comes after it, read tolerantly (RFC 5322 2.2 and what is met instead): lines end in CRLF, LF, CR or
 * CRCRLF, a mailbox's "From " line and a byte order mark may come first. Lines that are no fields are somebody's words: the body begins
 * with them, though fields that follow before the empty line still count, so that no second From hides behind them. Linear in the head.
 */
export function readHead(bytes: Buffer): Head {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const head = bytes.subarray(start, start + mostBytes).toString('latin1');
  const found = new Map<FieldName, string[][]>();
  let lines: string[] | undefined;
  let stray: number | undefined;
  let isOpen = false;
  for (let at = 0; at < head.length; ) {
    const end = lineEnd(head, at);
    if (end.at === at) return headOf(found, bytes.subarray(start + (stray ?? end.next)));
    const line = head.slice(at, end.at);
    const name = /^([!-9;-~]{1,80})[ \t]*:/.exec(line);
    if (isOpen && /^[ \t]/.test(line)) lines?.push(line);
    else if (name) {
      isOpen = true;
      lines = fieldOf(found, name[1]?.toLowerCase() ?? '');
      lines?.push(line.slice(name[0].length));
    } else if (at > 0 || !mailboxLine.test(line)) {
      stray ??= at;
      lines = undefined;
      isOpen = false;
    }
    at = end.next;
  }
  return headOf(found, bodyBeyond(bytes, start, stray));
}

/** Where the lines of a field go; undefined for one that is passed over. */
function fieldOf(found: Map<FieldName, string[][]>, name: string): string[] | undefined {
  if (!isWanted(name)) return undefined;
  const fields = found.get(name) ?? [];
  found.set(name, fields);
  if (fields.length >= mostTimes) return undefined;
  const lines: string[] = [];
  fields.push(lines);
  return lines;
}

const headOf = (found: ReadonlyMap<FieldName, readonly (readonly string[])[]>, body: Buffer): Head => ({
  values: (name) =>
    (found.get(name) ?? []).map((lines) => {
      const value = lines.join('');
      return decodeText(Buffer.from(value, 'latin1'), undefined).trim();
    }),
  body,
});

/** Where a line ends, and where the next begins. */
function lineEnd(text: string, from: number): { readonly at: number; readonly next: number } {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
  let next = at;
  while (text[next] === '\r') next += 1;
  if (text[next] === '\n') return { at, next: next + 1 };
  return { at, next: Math.min(at + 1, text.length) };
}

/** No empty line so far: the body begins at the first line that is no field, or after a head larger than is read. */
function bodyBeyond(bytes: Buffer, start: number, stray: number | undefined): Buffer {
  if (stray !== undefined) return bytes.subarray(start + stray);
  if (bytes.length <= start + mostBytes) return bytes.subarray(bytes.length);
  const ends = ['\n\n', '\n\r\n'].map((blank) => bytes.indexOf(blank, start + mostBytes - 2, 'latin1'));
  const end = Math.min(...ends.filter((at) => at >= 0));
  return bytes.subarray(Number.isFinite(end) ? end : start + mostBytes);
}
