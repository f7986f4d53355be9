import { fileTypeFromBuffer } from 'file-type';

/** Bytes that a type is told by. */
const sample = 4100;

/** A program or a script: `EXECUTABLE`. Else the media type of bytes, `application/octet-stream` when they tell nothing. */
export async function typeByContent(bytes: Uint8Array): Promise<string> {
  const head = bytes.subarray(0, sample);
  const start = Buffer.from(head).toString('latin1');
  const begins = (...bytes: readonly string[]) => bytes.some((first) => start.startsWith(first));
  if (begins('#!', `${mark}#!`) || begins(...machO)) return 'EXECUTABLE';
  // Never opened. The library would inflate what is in them, or is in what they are wrapped in.
  if (begins('PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08')) return 'application/zip';
  if (begins('\x1f\x8b')) return 'application/gzip';
  if (begins('ID3')) return 'audio/mpeg';
  const type = begins(mark) ? undefined : await named(head);
  if (isText(head)) return type !== undefined && printable.has(type) ? type : 'text/plain';
  if (type === 'application/x-cfb') return ofCompound(bytes);
  if (type === undefined || unsafe.test(type)) return 'application/octet-stream';
  return programs.has(type) ? 'EXECUTABLE' : type;
}

async function named(head: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    return undefined;
  }
}

const programs = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/wasm',
  'application/x-shockwave-flash',
  'application/x-ms-shortcut',
  'application/x-ms-regedit',
  'application/x-deb',
  'application/x-rpm',
  'application/x-google-chrome-extension',
  'application/x-xpinstall',
  'application/vnd.ms-htmlhelp',
]);

/** What a browser would read as a page, whatever is in it. */
const unsafe = /xml|html|svg|script/;

/** Types of files that may be printable from end to end; a text that begins like another file is a text. */
const printable = new Set(['application/pdf', 'application/rtf', 'text/calendar', 'text/vcard']);

/** Byte order mark of UTF-8. */
const mark = '\xef\xbb\xbf';
/** Mach-O of one or several processors, in either order of bytes; Java's classes begin as the latter do. */
const machO = [
  '\xfe\xed\xfa\xce',
  '\xfe\xed\xfa\xcf',
  '\xce\xfa\xed\xfe',
  '\xcf\xfa\xed\xfe',
  '\xca\xfe\xba\xbe',
  '\xbe\xba\xfe\xca',
];

/** No control character that text has no use for; UTF-16 by its mark. */
const isText = (head: Uint8Array): boolean =>
  head.length > 0 &&
  ((head[0] === 0xff && head[1] === 0xfe) ||
    (head[0] === 0xfe && head[1] === 0xff) ||
    head.every(
      (byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 27,
    ));

/** An OLE compound file: an installer by the class of its root (000C1084-…, [MS-CFB] 2.6.1), a document with macros by their storage. */
function ofCompound(bytes: Uint8Array): string {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const installer = Buffer.from('8410 0c00 0000 0000 c000 0000 0000 0046'.replaceAll(' ', ''), 'hex');
  const macros = Buffer.from('_VBA_PROJECT', 'utf16le');
  return file.includes(installer) || file.includes(macros) ? 'EXECUTABLE' : 'application/x-cfb';
}
