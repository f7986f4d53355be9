import { issuedLengths } from './card-issuers.ts';

const shortest = 12;
const longest = 19;

/** Groups of digits that stand close together, however they are parted: `4111 1111-1111.1111`, `4111, (1111) …`, `4111 x 1111`. */
const closeGroups = /\d+(?:(?:[^\p{L}\p{N}]{1,5}|\s{0,2}[xX]\s{0,2})\d+)*/gu;

/**
 * Whether a text holds a full payment card number: digits in any script, with or without separators, of a length that an issuer of
 * that range uses, with a right Luhn digit. All three together, for Luhn alone is right for one number in ten.
 */
export function holdsCardNumber(text: string): boolean {
  for (const [run] of asciiDigits(text).matchAll(closeGroups)) {
    const groups = run.match(/\d+/g) ?? [];
    if (groups.some((_, start) => startsCardNumber(groups, start))) return true;
  }
  return false;
}

/** Whether some groups from one on make a card number together: a house number before it or an expiry behind it hide nothing. */
function startsCardNumber(groups: readonly string[], start: number): boolean {
  let digits = '';
  for (let n = start; n < groups.length && digits.length < longest; n++) {
    digits += groups[n];
    if (digits.length < shortest || digits.length > longest) continue;
    if (issuedLengths(digits.slice(0, 4)).includes(digits.length) && hasLuhnDigit(digits)) return true;
  }
  return false;
}

/** ISO/IEC 7812-1, annex B. */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let position = 0; position < digits.length; position++) {
    const digit = Number(digits[digits.length - 1 - position]) * (position % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** Full-width, superscript and circled digits by compatibility, those of other scripts by their value, and without marks upon them. */
function asciiDigits(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return bare.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    // Unicode keeps decimal digits in unbroken runs of ten.
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  });
}
