import { type DataClass, dataClasses } from '../domain/access.ts';

/*
 * Shapes shared by all that is authenticated: numbers are big-endian; an id is its length in bytes as u16, then its UTF-8;
 * a class is its place in `dataClasses`, from 0, as u16; version and algorithm are one byte each.
 */

/** Layout version of records and wrapped DEKs. */
export const layoutVersion = 1;
/** AES-256-GCM with a 12-byte nonce and a 16-byte tag (NIST SP 800-38D). */
export const algorithm = 1;

export const keyLength = 32;
export const nonceLength = 12;
export const tagLength = 16;

const classNumbers = Object.fromEntries(dataClasses.map((name, place) => [name, place])) as Record<
  DataClass,
  number
>;

/** Bytes of an authenticated text: a label, the subject and the class, with room for what the caller appends. */
export interface Labelled {
  readonly bytes: Buffer;
  /** Where the room begins. */
  readonly end: number;
}

/**
 * Begins an authenticated text: label ‖ len ‖ subjectId ‖ class.
 *
 * @param label ASCII
 * @param room bytes left free at the end
 */
export function label(name: string, subjectId: string, dataClass: DataClass, room: number): Labelled {
  const start = name.length;
  const bytes = Buffer.allocUnsafe(start + 4 + Buffer.byteLength(subjectId) + room);
  bytes.write(name, 'latin1');
  const end = writeId(bytes, subjectId, start);
  return { bytes, end: bytes.writeUInt16BE(classNumbers[dataClass], end) };
}

/** Writes len ‖ id and answers where it ends. @throws RangeError for an id of more than 65,535 bytes */
export function writeId(bytes: Buffer, id: string, at: number): number {
  const length = bytes.write(id, at + 2);
  return bytes.writeUInt16BE(length, at) + length;
}

/** The same bytes as a Buffer, not copied. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
