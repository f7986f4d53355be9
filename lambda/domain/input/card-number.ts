import { issuerAccepts } from './card-issuers.ts';

/** Groups of digits that stand close together, as people write a card number: `4111 1111-1111.1111`. */
const closeGroups = /\d+(?:[\s\p{Pd}._·]{1,3}\d+)*/gu;

/**
 * Whether a text holds a full payment card number: digits in any script, with or without separators, of a length that an issuer of
 * that range uses, with a right Luhn digit. All three together, for Luhn alone is right for one number in ten.
 */
export function holdsCardNumber(text: string): boolean {
  for (const [run] of asciiDigits(text).matchAll(closeGroups)) {
    const groups = run.match(/\d+/g) ?? [];
    if (groups.some((_, start) => startsCardNumber(groups.slice(start, start + 19)))) return true;
  }
  return false;
}

/** Whether some first groups make a card number together: a house number before it or an expiry behind it hide nothing. */
function startsCardNumber(groups: readonly string[]): boolean {
  let digits = '';
  for (const group of groups) {
    digits += group;
    if (digits.length > 19) return false;
    if (issuerAccepts(digits) && hasLuhnDigit(digits)) return true;
  }
  return false;
}

/** ISO/IEC 7812-1, annex B. */
function hasLuhnDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, position) => {
    const doubled = Number(digit) * (position % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Full-width, superscript and circled digits by compatibility, and those of other scripts by their value. */
function asciiDigits(text: string): string {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    // Unicode keeps decimal digits in unbroken runs of ten.
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  });
}
