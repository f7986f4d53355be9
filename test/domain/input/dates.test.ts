import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardOnFile } from '../../../lambda/domain/input/card-on-file.ts';
import { dateOfBirth } from '../../../lambda/domain/input/date-of-birth.ts';
import { parseOrIssues } from './parse-or-issues.ts';

/** 23 November 2026, 01:00 in Vietnam; still the day before in UTC. */
const now = new Date('2026-11-22T18:00:00Z');

describe('date of birth', () => {
  it.each(['1900-01-01', '2000-02-29', '1975-04-30', '2026-11-23'])('takes %s', (day) => {
    expect(parseOrIssues(dateOfBirth(now), ` ${day} `)).toBe(day);
  });

  it.each([
    '1899-12-31',
    '2026-11-24',
    '2001-02-29',
    '1999-04-31',
    '1999-13-01',
    '30/04/1975',
    '1999-1-1',
    '0000-00-00',
    'x',
  ])('refuses %s', (day) => {
    expect(parseOrIssues(dateOfBirth(now), day)).toEqual(['INVALID_FORMAT field']);
  });

  it('takes exactly the days that the calendar has', () => {
    const part = (most: number) => fc.nat(most).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2025 }), part(14), part(33), (year, month, day) => {
        const real = new Date(Date.UTC(year, Number(month) - 1, Number(day)));
        const exists = real.getUTCMonth() === Number(month) - 1 && real.getUTCDate() === Number(day);
        const parsed = parseOrIssues(dateOfBirth(now), `${year}-${month}-${day}`);
        expect(parsed === `${year}-${month}-${day}`).toBe(exists);
      }),
    );
  });
});

describe('card on file', () => {
  const card = {
    processorToken: 'tok_1NXWPnCo6bFb1KQto6C8OWvE',
    brand: 'VISA',
    lastFour: '1111',
    expiry: '2026-11',
  };

  it('keeps what the processor gave', () => {
    expect(parseOrIssues(cardOnFile(now), { ...card, cvv: '123' })).toEqual(card);
  });

  it.each(['2026-10', '2026-13', '11/26', '2046-12', '2026-1', ''])('refuses expiry %j', (expiry) => {
    const [issue] = parseOrIssues(cardOnFile(now), { ...card, expiry }) as string[];
    expect(issue).toMatch(/^(INVALID_FORMAT|REQUIRED) field\.expiry$/);
  });

  it.each(['4111111111111111', 'tok_4111111111111111', '4111 1111 1111 1111'])(
    'takes no number for a token: %s',
    (processorToken) => {
      expect(parseOrIssues(cardOnFile(now), { ...card, processorToken })).toEqual([
        'CARD_NUMBER_NOT_ACCEPTED field.processorToken',
      ]);
    },
  );

  it.each(['123456789012', 'tok', '', 'tok 12345678', 'tok_\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9'])(
    'refuses token %j',
    (processorToken) => {
      const [issue] = parseOrIssues(cardOnFile(now), { ...card, processorToken }) as string[];
      expect(issue).toMatch(/^(INVALID_FORMAT|REQUIRED) field\.processorToken$/);
    },
  );

  it('names each wrong part', () => {
    expect(
      parseOrIssues(cardOnFile(now), { brand: 'VISSA', lastFour: '4111111111111111', expiry: null }),
    ).toEqual([
      'REQUIRED field.processorToken',
      'INVALID_FORMAT field.brand',
      'CARD_NUMBER_NOT_ACCEPTED field.lastFour',
      'REQUIRED field.expiry',
    ]);
  });
});
