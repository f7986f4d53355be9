import type { StoredRow } from './stored-row.ts';

const format = 'CFA1';

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
  let bytes = format + u32(names.length);
  for (const name of names) {
    const value = row[name];
    if (value === undefined) throw new RangeError('An audit row lacks a value.');
    bytes += text(name);
    if (typeof value === 'string') bytes += `S${text(value)}`;
    else {
      bytes += `L${u32(value.length)}`;
      for (const entry of value) bytes += text(entry);
    }
  }
  return Buffer.from(bytes, 'latin1');
}

/*
 * Until the end the bytes are a string with a character for each of them: joining strings and writing them at once takes a third of the time
 * that writing each part takes.
 */

function text(value: string): string {
  // ASCII is its own UTF-8.
  const utf8 = Buffer.byteLength(value) === value.length ? value : utf8Of(value);
  return u32(utf8.length) + utf8;
}

function utf8Of(value: string): string {
  if (!value.isWellFormed()) throw new RangeError('An audit text is no Unicode.');
  return Buffer.from(value).toString('latin1');
}

function u32(value: number): string {
  return String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
