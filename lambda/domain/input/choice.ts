import type { ErrorCode } from '../errors.ts';
import { isBlank, type Parser, refuse } from './parser.ts';

/** One word of a closed list, written exactly so. */
export function oneOf<const T extends string>(
  words: readonly T[],
  unknownWord: ErrorCode = 'INVALID_FORMAT',
): Parser<T> {
  return (value, path, issues) => {
    if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
    return words.find((word) => word === value) ?? refuse(issues, unknownWord, path);
  };
}

/** Agreement that was said out loud: true and nothing else. */
export const agreement: Parser<true> = (value, path, issues) =>
  value === true ? true : refuse(issues, 'NOT_AGREED', path);

/** A choice that was made, either way: silence is none (L91 9, 11). */
export const explicitChoice: Parser<boolean> = (value, path, issues) => {
  if (typeof value === 'boolean') return value;
  return refuse(issues, isBlank(value) ? 'REQUIRED' : 'INVALID_FORMAT', path);
};
