import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Place } from './leak-place.ts';

/** So much of one compressed part is looked at: more than any part of a test, and no bomb. */
const most = { maxOutputLength: 64 * 1024 * 1024 };
/** Compressed within compressed within compressed: nobody's values lie deeper. */
const deepest = 3;
/** No shorter bytes unpack to what anybody looks for. */
const shortest = 18;

/** A place, what is compressed in it, and what stands in its folded lines. */
export function unpacked(outer: Place): Place[] {
  return unpackedTo(outer, deepest);
}

function unpackedTo(outer: Place, depth: number): Place[] {
  const inner = depth === 0 || outer.bytes.length < shortest ? [] : [...compressedIn(outer.bytes)];
  const where = `${outer.where}, compressed`;
  return [
    outer,
    ...foldedIn(outer.bytes).map((bytes) => ({ ...outer, bytes })),
    ...inner.flatMap((bytes) => unpackedTo({ ...outer, where, bytes }, depth - 1)),
  ];
}

function foldedIn(bytes: Buffer): Buffer[] {
  if (bytes.indexOf(0x0a) < 0) return [];
  const text = bytes.toString('latin1');
  const lines = [text.replace(/=\r?\n/g, ''), text.replace(/\r?\n/g, '')];
  return lines.map((line) => Buffer.from(line, 'latin1'));
}

/** Whatever unpacks from where gzip, zlib or an entry of a ZIP archive begins, in bytes, in Base64 or in hex. */
function* compressedIn(bytes: Buffer): Generator<Buffer> {
  yield* begunIn(bytes);
  const text = bytes.toString('latin1');
  for (const [found] of text.matchAll(/(?:H4sI|eJ|eAE|eNo|eF|UEsDB)[A-Za-z0-9+/_-]{16,}/g))
    yield* begunIn(Buffer.from(found, 'base64'), true);
  for (const [found] of text.matchAll(/(?:1f8b08|78(?:01|5e|9c|da)|504b0304)[0-9a-f]{32,}/gi))
    yield* begunIn(Buffer.from(found, 'hex'), true);
}

/** @param onlyAtStart the bytes were cut out where one begins */
function* begunIn(bytes: Buffer, onlyAtStart = false): Generator<Buffer> {
  for (const [magic, unpack] of formats)
    for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
      if (onlyAtStart && at > 0) break;
      const found = unpack(bytes.subarray(at));
      if (found?.length) yield found;
    }
  const whole = onlyAtStart ? undefined : deflated(bytes);
  if (whole) yield whole;
}

/** By what each begins with. A header of zlib says how hard it tried (RFC 1950 2.2). */
const formats: readonly (readonly [Buffer, (bytes: Buffer) => Buffer | undefined])[] = [
  [Buffer.from([0x1f, 0x8b, 0x08]), gunzipped],
  [Buffer.from('PK\u0003\u0004', 'latin1'), zipEntry],
  ...[0x01, 0x5e, 0x9c, 0xda].map(
    (level) =>
      [Buffer.from([0x78, level]), (bytes: Buffer) => attempt(() => inflateSync(bytes, most))] as const,
  ),
];

/** With or without other bytes behind it; undefined when it only looked like gzip (RFC 1952 2.3). */
function gunzipped(bytes: Buffer): Buffer | undefined {
  const plainHeader = 10;
  return (
    attempt(() => gunzipSync(bytes, most)) ?? attempt(() => inflateRawSync(bytes.subarray(plainHeader), most))
  );
}

/** One that is stored is found as it is. Source: APPNOTE.TXT 4.3.7, the local file header. */
function zipEntry(bytes: Buffer): Buffer | undefined {
  const header = 30;
  if (bytes.length < header || bytes.readUInt16LE(8) !== 8) return undefined;
  const begin = header + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
  return attempt(() => inflateRawSync(bytes.subarray(begin), most));
}

/** A whole place that is one raw stream (RFC 1951) to its last byte; random bytes are none, but for chance, and words never. */
function deflated(bytes: Buffer): Buffer | undefined {
  if (!bytes.some((byte) => byte >= 0x80)) return undefined;
  const found = attempt(() => inflateRawSync(bytes, { ...most, info: true } as object));
  const { buffer, engine } = (found ?? {}) as { buffer?: Buffer; engine?: { bytesWritten: number } };
  return engine?.bytesWritten === bytes.length ? buffer : undefined;
}

function attempt<T>(unpack: () => T): T | undefined {
  try {
    return unpack();
  } catch {
    return undefined;
  }
}
