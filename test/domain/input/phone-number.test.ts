import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneNumber } from '../../../lambda/domain/input/phone-number.ts';
import { parseOrIssues } from './parse-or-issues.ts';

/** Mobile prefixes that Vietnam's operators give out. */
const prefixes =
  '32 33 34 35 36 37 38 39 52 56 58 59 70 76 77 78 79 81 82 83 84 85 86 88 89 90 91 92 93 94 96 97 98';

describe('phone number', () => {
  it('gives one E.164 form for every way of writing a Vietnamese mobile number', () => {
    const mobile = fc
      .tuple(fc.constantFrom(...prefixes.split(' ')), fc.stringMatching(/^[0-9]{7}$/))
      .map(([prefix, rest]) => prefix + rest);
    const start = fc.constantFrom('0', '+84', '84', '0084', '+84 ', '+84 (0) ', '+840', '(+84) ', '(0');
    const separator = fc.constantFrom('', ' ', '.', '-', '\u00a0', '–', '  ');
    const wrap = fc.constantFrom(['', ''], [' ', '\n'], ['\u202a', '\u202c'], ['\u200e', '']);
    fc.assert(
      fc.property(mobile, start, separator, wrap, (number, begin, between, [before, behind]) => {
        const parts = [number.slice(0, 2), number.slice(2, 5), number.slice(5)];
        const opened = begin === '(0' ? `${parts.shift()})` : '';
        const written = `${before}${begin}${opened}${parts.join(between)}${behind}`;
        expect(parseOrIssues(phoneNumber, written)).toBe(`+84${number}`);
      }),
    );
  });

  it.each([
    ['028 3822 1234', '+842838221234'],
    ['(024) 3825-3536', '+842438253536'],
    ['1900 1234', '+8419001234'],
    ['0912/345/678', '+84912345678'],
    ['０９１２３４５６７８', '+84912345678'],
    ['٠٩١٢٣٤٥٦٧٨', '+84912345678'],
    ['+1 (212) 555-0100', '+12125550100'],
    ['+49 30 901820', '+4930901820'],
  ])('takes %s', (written, number) => {
    expect(parseOrIssues(phoneNumber, written)).toBe(number);
    expect(parseOrIssues(phoneNumber, number)).toBe(number);
  });

  it.each([
    'không có',
    '113',
    '0912 345 67',
    '0912 345 6789',
    // Eleven digits, withdrawn in 2018.
    '0121 234 5678',
    '+999 1234567',
    '0912 345 678 ext 12',
    '0912345678;ext=12',
    '0912345678 hoặc 0987654321',
    '+',
    '+84',
    '1-800-FLOWERS',
  ])('refuses %s', (written) => {
    expect(parseOrIssues(phoneNumber, written)).toEqual(['INVALID_FORMAT field']);
  });

  it('refuses what is far too long, and asks for what is missing', () => {
    expect(parseOrIssues(phoneNumber, '0'.repeat(10_000))).toEqual(['TOO_LONG field']);
    expect(parseOrIssues(phoneNumber, '  ')).toEqual(['REQUIRED field']);
    expect(parseOrIssues(phoneNumber, 912345678)).toEqual(['INVALID_FORMAT field']);
  });
});
