import { limits } from '../../declared/limits.ts';
import type { Language } from '../viewer.ts';
import type { ParsedAttachment, ParsedMail } from './parsed-mail.ts';

/** What a mail says, as an entry keeps it, and what of it is too long for one. */
export interface MailWords {
  readonly words: string;
  readonly files: readonly ParsedAttachment[];
}

const empty: Readonly<Record<Language, string>> = {
  vi: '(Thư không có nội dung.)',
  en: '(The mail was empty.)',
};
const goesOn: Readonly<Record<Language, string>> = {
  vi: '(Toàn bộ nội dung ở tệp message.txt.)',
  en: '(All of it is in message.txt.)',
};
const quotedLine = '-- ';

/**
 * The words of a mail: its subject, what was written, and under a line what it quotes. Nothing is lost: what is longer than an entry takes is
 * a file beside its beginning.
 */
export function wordsOf(parsed: ParsedMail, language: Language): MailWords {
  const said = [oneLine(parsed.subject), wellFormed(parsed.text).trim()].filter(Boolean).join('\n\n');
  const quoted = wellFormed(parsed.quoted ?? '').trim();
  const isLong = said.length > limits.inboundText;
  const isLongQuote = quoted.length > limits.inboundQuoted;
  const beginning = isLong ? `${cut(said, limits.inboundText)}\n\n${goesOn[language]}` : said;
  return {
    words: [
      beginning || empty[language],
      ...(quoted === '' || isLongQuote ? [] : [`${quotedLine}\n${quoted}`]),
    ].join('\n\n'),
    files: [
      ...(isLong ? [textFile('message.txt', said)] : []),
      ...(isLongQuote ? [textFile('quoted.txt', quoted)] : []),
    ],
  };
}

/** The first so many characters, no half of a surrogate pair. */
export const cut = (text: string, length: number): string =>
  text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

const wellFormed = (text: string): string => text.toWellFormed().replace(/\r\n?/g, '\n');
const oneLine = (text: string): string => wellFormed(text).replace(/\s+/g, ' ').trim();

const textFile = (name: string, text: string): ParsedAttachment => ({
  name,
  contentType: 'text/plain',
  bytes: new TextEncoder().encode(text),
  refused: undefined,
});
