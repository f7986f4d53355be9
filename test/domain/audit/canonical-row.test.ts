import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalRow } from '../../../lambda/domain/audit/canonical-row.ts';
import { type StoredRow, sameRow } from '../../../lambda/domain/audit/stored-row.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 4 });
const name = fc
  .oneof(fc.constantFrom('a', 'b', 'lane', 'seq', 'at'), text)
  .filter((given) => given !== 'hash' && given !== 'mac' && given !== '__proto__');
const row: fc.Arbitrary<StoredRow> = fc.dictionary(name, fc.oneof(text, fc.array(text, { maxLength: 3 })), {
  maxKeys: 4,
});

describe('the bytes that a row’s hash is over', () => {
  test('are the same for two rows only when the rows are the same', () => {
    fc.assert(
      fc.property(row, row, (one, other) => {
        expect(canonicalRow(one).equals(canonicalRow(other))).toBe(sameRow(one, other));
      }),
      { numRuns: 2000 },
    );
  });

  test('tell apart what differs in where one text ends and the next begins', () => {
    const rows: StoredRow[] = [
      {},
      { a: '' },
      { a: [] },
      { a: [''] },
      { a: ['', ''] },
      { a: 'bc' },
      { ab: 'c' },
      { a: ['bc'] },
      { a: ['b', 'c'] },
      { a: 'b', c: '' },
      { a: '', c: 'b' },
      { a: 'b,c' },
    ];
    expect(new Set(rows.map((given) => canonicalRow(given).toString('hex'))).size).toBe(rows.length);
  });

  test('do not depend on the order of attributes, nor on hash and mac', () => {
    fc.assert(
      fc.property(row, text, (given, more) => {
        const turned = Object.fromEntries(Object.entries(given).reverse());
        expect(canonicalRow({ ...turned, hash: more, mac: more }).equals(canonicalRow(given))).toBe(true);
      }),
    );
  });

  test('have the documented form', () => {
    const bytes = canonicalRow({ b: ['x', ''], a: 'é' });
    const expected = 'CFA1 00000002 00000001 a S 00000002 é 00000001 b L 00000002 00000001 x 00000000'
      .split(' ')
      .map((part) => (/^\d{8}$/.test(part) ? Buffer.from(part, 'hex') : Buffer.from(part)));
    expect(bytes.equals(Buffer.concat(expected))).toBe(true);
  });

  test('are refused for half a surrogate pair, which UTF-8 would fold into another text', () => {
    expect(() => canonicalRow({ a: '\ud800' })).toThrow(RangeError);
    expect(() => canonicalRow({ a: ['\udc00'] })).toThrow(RangeError);
  });
});
