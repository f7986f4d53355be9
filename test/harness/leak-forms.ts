/** One way in which a value may be written: what to look for, and whether letters' case matters. */
export interface Form {
  readonly name: string;
  readonly bytes: Buffer;
  readonly exact: boolean;
}

/** A shorter text would be met by chance. */
export const shortest = 6;

/** Every form that is looked for. Letters of ASCII are looked for in either case, except where a form has cases of its own. */
export function formsOf(value: string): readonly Form[] {
  if (Buffer.byteLength(value) < shortest) throw new RangeError('too short to be searched for');
  const texts = new Map<string, string>([
    [value.normalize('NFC'), ''],
    [value.normalize('NFD'), ' of NFD'],
    [value.normalize('NFC').toLowerCase(), ' of lower case'],
    [value.normalize('NFC').toUpperCase(), ' of upper case'],
    [value.normalize('NFD').replace(/\p{M}/gu, ''), ' without marks'],
  ]);
  const first = new Map<string, string>();
  for (const [text, note] of texts) if (!first.has(text)) first.set(text, note);
  const forms = [...first].flatMap(([text, note]) =>
    inForms(text).map((form) => ({ ...form, name: `${form.name}${note}` })),
  );
  const seen = new Set<string>();
  return forms.filter(({ bytes, exact }) => {
    const key = `${exact} ${bytes.toString('latin1')}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function inForms(text: string): readonly Form[] {
  const bytes = Buffer.from(text, 'utf8');
  const wide = Buffer.from(text, 'utf16le');
  const loose = (name: string, form: string | Buffer): Form => ({
    name,
    bytes: lowered(Buffer.from(form as Buffer)),
    exact: false,
  });
  const url = encodeURIComponent(text);
  return [
    loose('plain', bytes),
    loose('UTF-16LE', wide),
    loose('UTF-16BE', Buffer.from(wide).swap16()),
    loose('hex', bytes.toString('hex')),
    loose('URL-encoded', url),
    loose('form-encoded', url.replaceAll('%20', '+')),
    loose('URL-encoded whole', [...bytes].map((byte) => `%${hex(byte, 2)}`).join('')),
    loose('JSON-escaped', escaped(text, /[^\u0020-\u007e]/)),
    loose('JSON-escaped whole', escaped(text, /[\s\S]/)),
    loose(
      'HTML entities',
      text.replace(/[^\u0020-\u007e]/gu, (letter) => `&#${letter.codePointAt(0)};`),
    ),
    loose(
      'HTML hex entities',
      text.replace(/[^\u0020-\u007e]/gu, (letter) => `&#x${hex(letter.codePointAt(0) ?? 0, 1)};`),
    ),
    loose('quoted-printable', quoted(bytes, ' ')),
    loose('encoded word', quoted(bytes, '_')),
    ...[0, 1, 2].flatMap((alignment): Form[] => {
      const core = base64Core(bytes, alignment);
      const safe = core.replaceAll('+', '-').replaceAll('/', '_');
      return [
        { name: `Base64 at ${alignment}`, bytes: Buffer.from(core), exact: true },
        { name: `Base64url at ${alignment}`, bytes: Buffer.from(safe), exact: true },
      ];
    }),
  ];
}

/** What of a value's Base64 does not depend on the bytes before and behind it, when so many bytes came before it. */
function base64Core(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const partial = (before + bytes.length) % 3 === 0 ? 0 : 1;
  return text.slice([0, 2, 3][before], text.length - partial);
}

const hex = (number: number, length: number) => number.toString(16).toUpperCase().padStart(length, '0');

function escaped(text: string, which: RegExp): string {
  return Array.from({ length: text.length }, (_, n) => text.charAt(n))
    .map((unit) => (which.test(unit) ? `\\u${hex(unit.charCodeAt(0), 4)}` : unit))
    .join('');
}

function quoted(bytes: Buffer, space: string): string {
  return [...bytes]
    .map((byte) => {
      if (byte === 0x20) return space;
      return byte > 0x20 && byte < 0x7f && byte !== 0x3d ? String.fromCharCode(byte) : `=${hex(byte, 2)}`;
    })
    .join('');
}

/** Letters of ASCII in lower case; every other byte as it is. */
export function lowered(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let i = 0; i < copy.length; i++) {
    const byte = copy[i] as number;
    if (byte >= 0x41 && byte <= 0x5a) copy[i] = byte + 0x20;
  }
  return copy;
}
