import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { message } from '../../../lambda/domain/input/message.ts';
import { organisationName, personName } from '../../../lambda/domain/input/name.ts';
import { normaliseText } from '../../../lambda/domain/input/text.ts';
import { parseOrIssues } from './parse-or-issues.ts';

describe('text', () => {
  it('is the same after a second normalisation', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
    );
  });

  it('brings decomposed Vietnamese to one form, and white space to single spaces', () => {
    const name = 'Nguyễn  Thị\u00a0Ngọc\tÁnh ';
    expect(parseOrIssues(personName, name.normalize('NFD'))).toBe('Nguyễn Thị Ngọc Ánh');
    expect(parseOrIssues(personName, '\r\n Trần Đức\nThắng')).toBe('Trần Đức Thắng');
  });

  it.each([
    ['half a surrogate pair', 'Nguyễn \ud83d'],
    ['a broken UTF-8 sequence', 'Nguy\ufffdn'],
    ['a bidirectional override', 'Nguyễn\u202eVăn'],
    ['a zero-width space', 'Ngu\u200byễn'],
    ['a zero-width joiner', 'Ngu\u200dyễn'],
    ['a byte order mark inside', 'Ngu\ufeffyễn'],
    ['a soft hyphen', 'Ngu\u00adyễn'],
    ['an escape character', 'Nguyễn\u001b[31m'],
    ['a NUL', 'Nguyễn\0'],
    ['a line separator', 'Nguyễn\u2028Văn'],
    ['a Hangul filler', 'Nguyễn\u3164'],
    ['a blank Braille cell', 'Nguyễn\u2800'],
    ['a pile of marks', `Nguye${'\u0323'.repeat(6)}n`],
    ['an emoji', 'Nguyễn Văn 😀'],
    ['a heart with a variation selector', 'Nguyễn ❤️'],
    ['a keycap', 'Nguyễn 1️⃣'],
  ])('refuses %s', (_, text) => {
    expect(parseOrIssues(personName, text)).toEqual(['UNSUPPORTED_CHARACTER field']);
    expect(parseOrIssues(organisationName, text)).toEqual(['UNSUPPORTED_CHARACTER field']);
  });

  it('refuses a tower of marks before it is normalised, which takes time with the square of its height', () => {
    const normalise = vi.spyOn(String.prototype, 'normalize');
    const tower = `n${'\u0323\u0301'.repeat(20_000)}`;
    for (const parser of [personName, message])
      expect(parseOrIssues(parser, tower)).toEqual(['UNSUPPORTED_CHARACTER field']);
    expect(normalise).not.toHaveBeenCalled();
    normalise.mockRestore();
  });

  it('counts code points, after normalising', () => {
    expect(parseOrIssues(personName, '𠮷'.repeat(200))).toBe('𠮷'.repeat(200));
    expect(parseOrIssues(personName, 'ễ'.repeat(200).normalize('NFD'))).toBe('ễ'.repeat(200));
    expect(parseOrIssues(personName, 'n'.repeat(201))).toEqual(['TOO_LONG field']);
  });

  it.each([undefined, null, '', '  \u00a0 '])('asks for what is missing: %j', (value) => {
    expect(parseOrIssues(personName, value)).toEqual(['REQUIRED field']);
  });

  it.each([7, true, [], {}])('takes no %j for text', (value) => {
    expect(parseOrIssues(personName, value)).toEqual(['INVALID_FORMAT field']);
  });
});
