import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { anchorDigest, parseAnchor, type SignedAnchor } from '../../../lambda/domain/audit/anchor.ts';

const anchor: SignedAnchor = {
  day: '2026-11-02',
  anchoredAt: '2026-11-04T00:15:00.000Z',
  previous: 'cHJldmlvdXM',
  heads: [
    { lane: 'LANE-A', seq: 7, hash: 'aGFzaC1h' },
    { lane: 'LANE-B', seq: 0, hash: '' },
  ],
  signature: 'c2lnbmF0dXJl',
};
const parsed = (changes: object) => parseAnchor(JSON.stringify({ ...anchor, ...changes }));

test('a day is fixed line by line, as it is written down', () => {
  const lines = 'CFN1\n2026-11-02\n2026-11-04T00:15:00.000Z\ncHJldmlvdXM\nLANE-A 7 aGFzaC1h\nLANE-B 0 \n';
  expect(anchorDigest(anchor)).toEqual(createHash('sha256').update(lines).digest());
});

test('an anchor is read as it was written', () => {
  expect(parsed({})).toEqual(anchor);
  expect(parsed({ heads: [], previous: '' })).toEqual({ ...anchor, heads: [], previous: '' });
});

test.each(['day', 'anchoredAt', 'previous', 'signature'])(
  'no anchor: a %s that would be two words or lines, or none',
  (field) => {
    for (const text of ['a b', 'a\nb', ' ', 7, null, undefined])
      expect(parsed({ [field]: text })).toBeUndefined();
  },
);

test('no anchor: a head with words that run into each other, or no whole number', () => {
  const [head] = anchor.heads;
  for (const changes of [
    { lane: 'a b' },
    { hash: 'a\nb' },
    { lane: 7 },
    { seq: 1.5 },
    { seq: '1' },
    { seq: undefined },
  ])
    expect(parsed({ heads: [head, { ...head, ...changes }] })).toBeUndefined();
  for (const text of ['', '{}', 'null', '[]']) expect(parseAnchor(text)).toBeUndefined();
});
