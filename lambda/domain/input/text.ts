import type { Issue } from '../errors.ts';
import { holdsCardNumber } from './card-number.ts';
import { isBlank, type Parser, type Path, refuse } from './parser.ts';

/** White space that people type or paste; it becomes one space. */
const space = /[\t\n\r\p{Zs}]+/gu;

/**
 * What no field takes: control characters, formatting that reorders or hides text (bidirectional overrides, zero width, soft hyphen,
 * fillers, variation selectors), half a surrogate pair, private and unassigned characters, other line separators, U+FFFD (what a
 * broken UTF-8 sequence was read as), and piles of more than four combining marks.
 */
const unsupported = /[\p{C}\p{DI}\p{Zl}\p{Zp}\u2800\uFFFD]|\p{M}{5}/u;

/**
 * Piles of combining marks that no language has: normalising takes time with the square of their height, so they are refused unnormalised. What
 * NFC is asked for has four in the end.
 */
const pile = /\p{M}{20}/u;
export const holdsPile = (raw: string): boolean => pile.test(raw);

/** Whether a text has a character that no field takes. @param text in NFC, in which every white space that is welcome is a space */
export const holdsUnsupported = (text: string): boolean => unsupported.test(text);

/** What a text of one line is held to. */
export interface TextRule {
  /** In code points, after normalising. */
  readonly longest: number;
  readonly shortest?: number;
  /** A whole-value pattern: every character that the field takes. Linear: one class, repeated. */
  readonly characters: RegExp;
}

/** NFC, trimmed, each stretch of white space one space. Normalising twice changes nothing. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').replace(space, ' ').trim();
}

/** One line of text, normalised. A full card number is not accepted in any. */
export function text(rule: TextRule): Parser<string> {
  return (value, path, issues) => {
    const line = readText(value, path, issues);
    if (line === undefined) return undefined;
    const length = [...line].length;
    if (length > rule.longest) return refuse(issues, 'TOO_LONG', path);
    if (length < (rule.shortest ?? 1)) return refuse(issues, 'TOO_SHORT', path);
    if (!rule.characters.test(line)) return refuse(issues, 'UNSUPPORTED_CHARACTER', path);
    if (holdsCardNumber(line)) return refuse(issues, 'CARD_NUMBER_NOT_ACCEPTED', path);
    return line;
  };
}

/** A string with something in it, normalised, without the characters that no field takes. */
export function readText(value: unknown, path: Path, issues: Issue[]): string | undefined {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  if (typeof value !== 'string') return refuse(issues, 'INVALID_FORMAT', path);
  if (holdsPile(value)) return refuse(issues, 'UNSUPPORTED_CHARACTER', path);
  const line = normaliseText(value);
  if (unsupported.test(line)) return refuse(issues, 'UNSUPPORTED_CHARACTER', path);
  return line;
}
