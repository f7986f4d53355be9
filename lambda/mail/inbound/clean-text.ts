/** Marks on one character beyond which a text is not stream-safe: normalising takes time with the square of their number. */
const pile = /(\p{M}{30})(?=\p{M})/gu;

/**
 * Text in NFC (in stream-safe form, UAX 15 D4), whole characters, lines ended by LF; no control character but LF and tab, no bidirectional
 * override. At most one empty line between two others, none around. Linear.
 */
export const cleanText = (text: string): string =>
  withoutControls(text.toWellFormed()).replace(pile, '$1\u034F').normalize('NFC').trim();

const hidden = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u2060-\u2064]|[\u{E0000}-\u{E007F}]/gu;

/** One line of a name or a title: as clean text, without directional marks and what is not seen; every stretch of white space one space. */
export const cleanLine = (text: string): string =>
  cleanText(text).replace(hidden, '').replace(/\s+/g, ' ').trim();

const lf = 10;
const cr = 13;

/**
 * Over the bytes, in place: replacing in a string keeps a record of each match, and ten million of them are more memory than there is.
 * @param text whole characters
 */
function withoutControls(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  let length = 0;
  let line = 0;
  let ends = 0;
  let isBlank = true;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const skipped = isPlain(byte) ? 0 : unwanted(bytes, at);
    if (skipped > 0 && !endsLine(bytes, at)) at += skipped - 1;
    else if (byte === lf || skipped > 0) {
      at += Math.max(0, skipped - 1);
      if (isBlank) length = line;
      if (ends < 2) bytes[length++] = lf;
      ends += 1;
      line = length;
      isBlank = true;
    } else {
      if (byte !== 0x20 && byte !== 0x09) {
        isBlank = false;
        ends = 0;
      }
      bytes[length++] = byte;
    }
  }
  return bytes.toString('utf8', 0, length);
}

const isPlain = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === lf || byte === 0x09;

/** Bytes of a character that is not kept as it is: controls but tab and LF, line separators, overrides (U+202A to E, U+2066 to 9), U+FEFF. */
function unwanted(bytes: Buffer, at: number): number {
  const [first = 0, second = 0, third = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  if (first < 0x20 || first === 0x7f) return 1;
  if (first === 0xc2) return second < 0xa0 ? 2 : 0;
  if (first === 0xe2 && second === 0x80) return third >= 0xa8 && third <= 0xae ? 3 : 0;
  if (first === 0xe2 && second === 0x81) return third >= 0xa6 && third <= 0xa9 ? 3 : 0;
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
}

/** Whether such a character ends a line: CR (but before an LF, which does), VT, FF, NEL, U+2028 and U+2029. */
function endsLine(bytes: Buffer, at: number): boolean {
  const [first = 0, second = 0, third = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  if (first === cr) return second !== lf;
  if (first === 0x0b || first === 0x0c || (first === 0xc2 && second === 0x85)) return true;
  return first === 0xe2 && second === 0x80 && (third === 0xa8 || third === 0xa9);
}
