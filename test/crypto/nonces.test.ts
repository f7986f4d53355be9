import { expect, test } from 'vitest';
import { createNonces } from '../../lambda/crypto/nonces.ts';
import { newSubject, processWith, random, randomKeks } from './sealed-subjects.ts';

test('a nonce never repeats', () => {
  const next = createNonces(random);
  const seen = new Set<string>();
  for (let n = 0; n < 100_000; n++) seen.add(Buffer.from(next()).toString('latin1'));
  expect(seen.size).toBe(100_000);
});

test('nothing is drawn before the first need, then one pool at a time', () => {
  const draws: number[] = [];
  const next = createNonces({
    bytes: (length) => {
      draws.push(length);
      return random.bytes(length);
    },
  });
  expect(draws).toEqual([]);
  for (let n = 0; n < 1024; n++) expect(next().length).toBe(12);
  expect(draws).toEqual([12_288]);
  next();
  expect(draws).toEqual([12_288, 12_288]);
});

test('two records of the same value have nothing in common but their header', () => {
  const sealing = processWith(randomKeks());
  const subject = newSubject();
  const at = { dataClass: 'contact', kind: 'evidence', recordId: 'r', revision: 1 } as const;
  const [one, other] = [sealing.seal(subject, at, 'same'), sealing.seal(subject, at, 'same')].map(
    Buffer.from,
  );
  expect(one?.subarray(0, 4)).toEqual(other?.subarray(0, 4));
  for (const [from, to] of [
    [4, 16],
    [16, 80],
    [80, 96],
  ])
    expect(one?.subarray(from, to)).not.toEqual(other?.subarray(from, to));
});
