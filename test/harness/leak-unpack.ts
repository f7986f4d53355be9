import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { Place } from './leak-place.ts';

/** A place, what is compressed in it, and what stands in its folded lines. */
export function unpacked(outer: Place): Place[] {
  const inner = [...compressedIn(outer.bytes)].map((bytes) => ({
    ...outer,
    where: `${outer.where}, compressed`,
    bytes,
  }));
  const text = outer.bytes.toString('latin1');
  const folded = /\r?\n/.test(text) ? [text.replace(/=\r?\n/g, ''), text.replace(/\r?\n/g, '')] : [];
  return [
    outer,
    ...folded.map((line) => ({ ...outer, bytes: Buffer.from(line, 'latin1') })),
    ...inner.flatMap(unpacked),
  ];
}

function* compressedIn(bytes: Buffer): Generator<Buffer> {
  const magic = Buffer.from([0x1f, 0x8b, 0x08]);
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    const found = gunzipped(bytes.subarray(at));
    if (found) yield found;
  }
  for (const [text] of bytes.toString('latin1').matchAll(/H4sI[A-Za-z0-9+/_-]{16,}/g)) {
    const found = gunzipped(Buffer.from(text, 'base64'));
    if (found) yield found;
  }
}

/** With or without other bytes behind it; undefined when it only looked like gzip (RFC 1952 2.3). */
function gunzipped(bytes: Buffer): Buffer | undefined {
  const plainHeader = 10;
  for (const unzip of [() => gunzipSync(bytes), () => inflateRawSync(bytes.subarray(plainHeader))]) {
    try {
      return unzip();
    } catch {}
  }
  return undefined;
}
