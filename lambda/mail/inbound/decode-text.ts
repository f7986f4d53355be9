/** Names in use that TextDecoder does not know (WHATWG Encoding, names and labels). */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  utf8mb4: 'utf-8',
};

/**
 * Bytes as text. What calls itself Latin, ASCII, UTF-8 or nothing that is known is judged by its bytes: UTF-8 where it is any, else
 * windows-1252, which has a character for each byte. Never throws, and loses nothing that can be read.
 * @param charset as the mail names it
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const read = decodeStrictly(bytes, charset);
  if (ownDecoder(charset)) return read;
  // A broken sequence among good ones is UTF-8 all the same: cut off, or damaged on its way.
  const isOther = read.includes('\uFFFD') && !/[^\p{ASCII}\uFFFD]/u.test(read);
  return isOther ? new TextDecoder('windows-1252').decode(bytes) : read;
}

/** The same without windows-1252: what is no UTF-8 is U+FFFD. */
export const decodeStrictly = (bytes: Uint8Array, charset: string | undefined): string =>
  (ownDecoder(charset) ?? new TextDecoder('utf-8')).decode(bytes);

/** Of a character set that is not judged by the bytes. */
function ownDecoder(charset: string | undefined): TextDecoder | undefined {
  const label = charset?.trim().toLowerCase() ?? '';
  const decoder = decoderOf(aliases[label] ?? label);
  return decoder?.encoding === 'utf-8' || decoder?.encoding === 'windows-1252' ? undefined : decoder;
}

function decoderOf(label: string): TextDecoder | undefined {
  if (label === '') return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
