import { type Parser, refuse } from './parser.ts';
import { readText } from './text.ts';

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/**
 * A Vietnamese tax code (Circular 86/2024, 5): ten digits, the last of them a check digit; the same with a unit's three digits,
 * `NNNNNNNNNN-NNN`; or, for individuals and household businesses since July 2025, the twelve digits of their identity card.
 */
export const taxCode: Parser<string> = (value, path, issues) => {
  const written = readText(value, path, issues)
    ?.replace(/\p{Pd}/gu, '-')
    .replaceAll(' ', '');
  if (written === undefined) return undefined;
  if (/^0\d{11}$/.test(written)) return written;
  const [, business, unit] = /^(\d{10})(?:-?(\d{3}))?$/.exec(written) ?? [];
  if (business === undefined || unit === '000' || !hasCheckDigit(business)) {
    return refuse(issues, 'INVALID_FORMAT', path);
  }
  return unit === undefined ? business : `${business}-${unit}`;
};

/** Ten less the weighted sum's remainder by eleven; a sum without remainder gives no code. */
function hasCheckDigit(code: string): boolean {
  const sum = weights.reduce((total, weight, n) => total + weight * Number(code[n]), 0);
  return 10 - (sum % 11) === Number(code[9]);
}
