import { mediaTypeOf, parameterOf } from './media-type.ts';
import { type FieldName, readHead } from './read-head.ts';

/** A part of a mail (RFC 2046), or the mail itself; its body is a view of the mail's own bytes, not decoded. */
export interface Part {
  readonly values: (name: FieldName) => readonly string[];
  /** Lower case; `text/plain` where none is given (RFC 2045 5.2). */
  readonly type: string;
  readonly body: Buffer;
  readonly children: readonly Part[];
  /** Of a part with children: what stands before, between and after them. */
  readonly outside: readonly Buffer[];
  /** It ends where reading ended: there may have been more of it. */
  readonly isCut: boolean;
}

/** Parts that a mail is taken apart into, and levels of them. What is beyond stays whole, as text. */
const mostParts = 1000;
const mostLevels = 20;
/** Characters of a boundary; RFC 2046 allows 70. */
const mostBoundary = 200;

/** A mail as a tree of parts. Nothing is copied; each byte of a level is looked at once. */
export const readParts = (bytes: Buffer, isCut: boolean): Part =>
  partOf(bytes, { type: 'text/plain', isCut, level: 0, left: { parts: mostParts } });

interface Place {
  /** What a part is that says nothing. */
  readonly type: string;
  readonly isCut: boolean;
  readonly level: number;
  /** Shared by the whole tree. */
  readonly left: { parts: number };
}

function partOf(bytes: Buffer, { type: unsaid, isCut, level, left }: Place): Part {
  const { values, body } = readHead(bytes);
  const [contentType = ''] = values('content-type');
  const type = mediaTypeOf(contentType) ?? unsaid;
  const boundary = parameterOf(contentType, 'boundary')?.slice(0, mostBoundary);
  const leaf: Part = { values, type, body, children: [], outside: [], isCut };
  if (!type.startsWith('multipart/') || !boundary || level >= mostLevels) return leaf;
  const { inside, outside, isOpen } = cutAt(body, boundary, left);
  if (inside.length === 0) return leaf;
  const child = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const children = inside.map((part, n) => {
    const isLast = n === inside.length - 1;
    return partOf(part, { type: child, isCut: isCut && isOpen && isLast, level: level + 1, left });
  });
  return { ...leaf, children, outside };
}

/** A body at its delimiter lines (RFC 2046 5.1.1). One that ends it may come too early: what follows is parts all the same. */
function cutAt(body: Buffer, boundary: string, left: { parts: number }) {
  const mark = Buffer.from(`--${boundary}`, 'utf8');
  const inside: Buffer[] = [];
  const outside: Buffer[] = [];
  let begin = 0;
  let isInside = false;
  const take = (end: number) => {
    const piece = body.subarray(begin, Math.max(begin, end));
    (isInside ? inside : outside).push(piece);
  };
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    const line = delimiterAt(body, at, mark.length);
    if (!line) continue;
    if (left.parts === 0 && !line.isLast) break;
    take(withoutLineEnd(body, at));
    begin = line.next;
    isInside = !line.isLast;
    if (isInside) left.parts -= 1;
  }
  take(body.length);
  return { inside, outside: outside.filter((piece) => piece.length > 0), isOpen: isInside };
}

const lf = 10;
const cr = 13;

/** The delimiter line at an offset: begins a line, and has nothing more in it but white space. */
function delimiterAt(body: Buffer, at: number, length: number) {
  if (at > 0 && body[at - 1] !== lf && body[at - 1] !== cr) return undefined;
  let next = at + length;
  const isLast = body[next] === 0x2d && body[next + 1] === 0x2d;
  if (isLast) next += 2;
  while (body[next] === 0x20 || body[next] === 0x09) next += 1;
  while (body[next] === cr) next += 1;
  if (body[next] === lf) return { isLast, next: next + 1 };
  return next >= body.length || body[next - 1] === cr ? { isLast, next } : undefined;
}

/** The line end before a delimiter belongs to it. */
function withoutLineEnd(body: Buffer, at: number): number {
  let end = at;
  if (body[end - 1] === lf) end -= 1;
  if (body[end - 1] === cr) end -= 1;
  return end;
}
