import { holdsCardNumber } from './card-number.ts';
import { isBlank, type Parser, refuse } from './parser.ts';
import { holdsPile } from './text.ts';

/** Characters of a message, as mails take them. */
const longest = 4000;

/**
 * What no message takes: control characters but tab and line end, other line ends, what reorders or hides text, half a surrogate pair.
 * Emoji pass, with what joins them.
 */
const unsupported = /[\p{Cs}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFD]/u;
const control = /\p{Cc}/u;

/** What somebody writes in several lines, 1 to 4000 characters: NFC, trimmed, line ends as LF. A full card number is not accepted. */
export const message: Parser<string> = (value, path, issues) => {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  if (typeof value !== 'string') return refuse(issues, 'INVALID_FORMAT', path);
  if (holdsPile(value)) return refuse(issues, 'UNSUPPORTED_CHARACTER', path);
  const text = value.replace(/\r\n?/g, '\n').normalize('NFC').trim();
  if (unsupported.test(text) || control.test(text.replace(/[\n\t]/g, '')))
    return refuse(issues, 'UNSUPPORTED_CHARACTER', path);
  if (text.length > longest) return refuse(issues, 'TOO_LONG', path);
  if (holdsCardNumber(text)) return refuse(issues, 'CARD_NUMBER_NOT_ACCEPTED', path);
  return text;
};
