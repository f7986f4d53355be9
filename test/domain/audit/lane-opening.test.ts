import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimText, parseClaim } from '../../../lambda/domain/audit/lane-opening.ts';

test('what a lane says of the one before it comes back as it was said', () => {
  const claim = fc.record({
    why: fc.constantFrom('ROTATED' as const, 'ABANDONED' as const),
    lane: fc.stringMatching(/^[0-9A-Z]{26}$/),
    seq: fc.integer({ min: 0, max: 999_999_999_999 }),
    hash: fc.oneof(fc.constant(''), fc.stringMatching(/^[\w-]{43}$/)),
  });
  fc.assert(
    fc.property(claim, (given) => {
      expect(parseClaim(claimText(given))).toEqual(given);
    }),
  );
});

test('any other text is no claim', () => {
  for (const text of ['', 'ROTATED', 'ROTATED A x h', 'LEFT A 1 h', 'ROTATED A 1 h\n', ' ROTATED A 1 h'])
    expect(parseClaim(text)).toBeUndefined();
});
