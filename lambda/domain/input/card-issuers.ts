/** First and last prefix of a range, and the lengths that its issuers use. */
type IssuerRange = readonly [first: string, last: string, lengths: readonly number[]];

const sixteenToNineteen = [16, 17, 18, 19];

/** Prefixes of payment cards (ISO/IEC 7812-2 and the schemes' own tables), the Vietnamese scheme among them. */
const issuerRanges: readonly IssuerRange[] = [
  // Visa
  ['4', '4', [13, 16, 19]],
  // Mastercard
  ['51', '55', [16]],
  ['2221', '2720', [16]],
  // American Express
  ['34', '34', [15]],
  ['37', '37', [15]],
  // Diners Club
  ['300', '305', [14, 16, 19]],
  ['3095', '3095', [14, 16, 19]],
  ['36', '36', [14, 16, 19]],
  ['38', '39', [14, 16, 19]],
  // JCB
  ['3528', '3589', sixteenToNineteen],
  // Discover
  ['6011', '6011', sixteenToNineteen],
  ['644', '649', sixteenToNineteen],
  ['65', '65', sixteenToNineteen],
  // UnionPay, and what RuPay and Discover share with it
  ['62', '62', sixteenToNineteen],
  ['81', '82', sixteenToNineteen],
  // RuPay
  ['60', '60', [16]],
  // Maestro
  ['5018', '5018', [12, 13, 14, 15, 16, 17, 18, 19]],
  ['5020', '5020', [12, 13, 14, 15, 16, 17, 18, 19]],
  ['5038', '5038', [12, 13, 14, 15, 16, 17, 18, 19]],
  ['5893', '5893', [12, 13, 14, 15, 16, 17, 18, 19]],
  ['6304', '6304', [12, 13, 14, 15, 16, 17, 18, 19]],
  ['6759', '6763', [12, 13, 14, 15, 16, 17, 18, 19]],
  // NAPAS, Vietnam
  ['9704', '9704', [16, 19]],
  // Troy
  ['9792', '9792', [16]],
  // Mir
  ['2200', '2204', sixteenToNineteen],
];

const known = new Map<string, readonly number[]>();

/** Lengths of the card numbers that begin with these four digits; none when no issuer's do. */
export function issuedLengths(firstFour: string): readonly number[] {
  const lengths = known.get(firstFour) ?? lengthsOf(firstFour);
  // Ten thousand entries at most.
  known.set(firstFour, lengths);
  return lengths;
}

function lengthsOf(firstFour: string): readonly number[] {
  const ranges = issuerRanges.filter(([first, last]) => {
    const prefix = firstFour.slice(0, first.length);
    return prefix >= first && prefix <= last;
  });
  return [...new Set(ranges.flatMap(([, , lengths]) => lengths))];
}
