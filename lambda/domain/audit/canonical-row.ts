import type { StoredRow } from './stored-row.ts';

const format = Buffer.from('CFA1');

/**
 * The bytes a row's hash is over: every attribute but `hash` and `mac`, ordered by name (UTF-16 code units), each text as UTF-8
 * behind its length, each list behind its count. Different rows never give the same bytes.
 *
 * `"CFA1" ‖ count u32 ‖ (len u32 ‖ name ‖ "S" ‖ len u32 ‖ text  |  len u32 ‖ name ‖ "L" ‖ count u32 ‖ (len u32 ‖ text)…)…`
 *
 * @throws RangeError when a text is not well-formed Unicode: UTF-8 would fold different texts into one
 */
export function canonicalRow(row: StoredRow): Buffer {
  const names = Object.keys(row)
    .filter((name) => name !== 'hash' && name !== 'mac')
    .sort((one, other) => (one < other ? -1 : 1));
  const parts: Part[] = [names.length];
  let length = format.length + 4;
  const text = (value: string) => {
    if (!value.isWellFormed()) throw new RangeError('A text of an audit row is not well-formed Unicode.');
    const bytes = Buffer.byteLength(value);
    parts.push(bytes, value);
    length += 4 + bytes;
  };
  for (const name of names) {
    const value = row[name];
    if (value === undefined) throw new RangeError('An attribute of an audit row has no value.');
    text(name);
    length += 1;
    if (typeof value === 'string') {
      parts.push('S');
      text(value);
    } else {
      parts.push('L', value.length);
      length += 4;
      for (const entry of value) text(entry);
    }
  }
  return joined(parts, length);
}

/** A number is written as an unsigned 32-bit integer, a text as its UTF-8 bytes. */
type Part = number | string;

function joined(parts: readonly Part[], length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let offset = format.copy(bytes);
  for (const part of parts)
    offset =
      typeof part === 'number' ? bytes.writeUInt32BE(part, offset) : offset + bytes.write(part, offset);
  return bytes;
}
