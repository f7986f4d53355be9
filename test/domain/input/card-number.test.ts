import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsCardNumber } from '../../../lambda/domain/input/card-number.ts';

/** Published test numbers of the schemes. */
const cards = [
  '4111111111111111',
  '4222222222222',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '30569309025904',
  '36227206271667',
  '6011111111111117',
  '3530111333300000',
  '6200000000000005',
  '9704000000000018',
  '2200000000000004',
];

describe('card number', () => {
  it.each(cards)('sees %s', (card) => {
    expect(holdsCardNumber(card)).toBe(true);
  });

  it('sees it with separators, within words, in other digits', () => {
    const separators = fc.constantFrom('', ' ', '-', '.', ' - ', '\u2011', '\u00a0', '–');
    const zeros = fc.constantFrom(0x30, 0x0660, 0x06f0, 0x0966, 0xff10, 0x1d7ce, 0x1d7d8);
    fc.assert(
      fc.property(fc.constantFrom(...cards), separators, zeros, (card, separator, zero) => {
        const digits = [...card].map((digit) => String.fromCodePoint(zero + Number(digit)));
        expect(holdsCardNumber(`Chủ thẻ:${digits.join(separator)}, cảm ơn`)).toBe(true);
      }),
    );
  });

  it('sees it behind a house number and before an expiry', () => {
    expect(holdsCardNumber('12 4111 1111 1111 1111')).toBe(true);
    expect(holdsCardNumber('4111 1111 1111 1111 12 29 123')).toBe(true);
  });

  it('lets one wrong digit pass: it is none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cards), fc.nat(8), fc.nat(100), (card, shift, at) => {
        const position = at % card.length;
        const other = (Number(card[position]) + 1 + shift) % 10;
        fc.pre(other !== Number(card[position]));
        // The same length keeps the issuer's range or leaves it: Luhn refuses any single wrong digit.
        expect(holdsCardNumber(card.slice(0, position) + other + card.slice(position + 1))).toBe(false);
      }),
    );
  });

  it.each([
    '0912345678',
    'Số 12, ngõ 34/56, đường Láng',
    '001099012345',
    '0100109106-001',
    '18 Lý Thường Kiệt 2026-11-22',
    'MST 0312345678 ngày 12.05.2024',
    // Right by Luhn and length, of no issuer.
    '0000000000000000',
    '1111111111111117',
  ])('lets %s pass', (text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  it('stays quick on long hostile texts', () => {
    const hostile = ['4'.repeat(60_000), '4 '.repeat(30_000), '4   x'.repeat(12_000), '-'.repeat(60_000)];
    for (const text of hostile) expect(holdsCardNumber(text)).toBeTypeOf('boolean');
  });

  it.each([
    '4111, 1111, 1111, 1111',
    '4111,1111,1111,1111',
    '4111/1111/1111/1111',
    '4111+1111+1111+1111@example.com',
    '4111 (1111) 1111 (1111)',
    "4111'1111'1111'1111",
    '4111----1111----1111----1111',
    '4111 x 1111 x 1111 x 1111',
    '4111:1111#1111:1111',
    'a@4111111111111111.vn',
    [...'4111111111111111'].map((digit) => `${digit}\u0301`).join(''),
  ])('finds it however it is parted: %s', (text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  it.each([
    'Số 45/12/8 ngõ 72 phố Trần Phú',
    'P.1203, tòa S4.05, 72 Lê Thánh Tôn',
    '0912 345 678 / 0934 555 605',
  ])('leaves what people write in addresses alone: %s', (text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });
});
