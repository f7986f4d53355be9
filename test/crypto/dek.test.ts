import { createHash, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { kekVersionOf, unwrapDek, wrapDek } from '../../lambda/crypto/dek.ts';
import { encryptInto } from '../../lambda/crypto/gcm.ts';
import type { SealedAt } from '../../lambda/domain/ports/sealing.ts';
import {
  bitFlips,
  itemOf,
  newSubject,
  processWith,
  randomKeks,
  refusalOf,
  reloaded,
} from './sealed-subjects.ts';

const refused = 'INTEGRITY_VIOLATION';
const place = { subjectId: randomUUID(), dataClass: 'contact', dekVersion: 1 } as const;
const kek = createSecretKey(randomBytes(32));
const dek = randomBytes(32);
const wrap = (at: typeof place) => wrapDek(at, dek, { kek, kekVersion: 7, nonce: randomBytes(12) });
const at: SealedAt = { dataClass: 'contact', kind: 'evidence', recordId: 'r', revision: 1 };

describe('a wrapped DEK', () => {
  test('names its epoch and unwraps in its place', () => {
    const wrapped = wrap(place);
    expect(wrapped.length).toBe(1 + 1 + 4 + 12 + 32 + 16 + 32);
    expect(kekVersionOf(wrapped)).toBe(7);
    expect(unwrapDek(place, wrapped, () => kek)).toEqual(dek);
  });

  test('is refused with any single bit changed', () => {
    const outcomes = [...bitFlips(wrap(place))].map((flipped) =>
      refusalOf(() => unwrapDek(place, flipped, () => kek)),
    );
    expect(outcomes).toHaveLength(98 * 8);
    expect(new Set(outcomes)).toEqual(new Set([refused]));
  });

  test('is refused with any single bit changed while the right one is warm', () => {
    const sealing = processWith(new Map([['contact', { current: 1, byEpoch: new Map([[1, kek]]) }]]));
    const subject = newSubject();
    const sealed = sealing.seal(subject, at, {});
    const item = itemOf(subject);
    for (const flipped of bitFlips(item.dek_contact_1?.B ?? Buffer.alloc(0))) {
      // A changed epoch is one that was not brought; `sealing.test.ts` shows what happens when it is looked for.
      const expected = kekVersionOf(flipped) === undefined || kekVersionOf(flipped) === 1;
      const keyring = reloaded({ ...item, dek_contact_1: { B: flipped } });
      const outcome = refusalOf(() => sealing.open(keyring, at, sealed));
      expect(outcome).toBe(expected ? refused : 'TEMPORARILY_UNAVAILABLE');
    }
  });

  test('is refused when truncated or grown', () => {
    const wrapped = wrap(place);
    for (const bytes of [
      wrapped.subarray(0, -1),
      wrapped.subarray(0, 66),
      Buffer.alloc(0),
      Buffer.alloc(99, wrapped),
    ])
      expect(refusalOf(() => unwrapDek(place, bytes, () => kek))).toBe(refused);
  });

  test('is refused in the place of another subject, class or version, and under another KEK', () => {
    const wrapped = wrap(place);
    for (const other of [{ subjectId: 'other' }, { dataClass: 'payment' as const }, { dekVersion: 2 }])
      expect(refusalOf(() => unwrapDek({ ...place, ...other }, wrapped, () => kek))).toBe(refused);
    expect(refusalOf(() => unwrapDek(place, wrapped, () => createSecretKey(randomBytes(32))))).toBe(refused);
  });

  test('is refused when it was encrypted rightly but commits to another key', () => {
    const wrapped = wrap(place);
    const aad = Buffer.concat([
      Buffer.from('CFD1'),
      Buffer.from([0, place.subjectId.length]),
      Buffer.from(place.subjectId),
      Buffer.from([0, 0, 1, 1, 0, 0, 0, 7, 0, 1]),
    ]);
    const again = (key: Buffer) => {
      const copy = Buffer.from(wrapped);
      encryptInto(copy, 18, key, { key: kek, nonce: wrapped.subarray(6, 18), aad });
      return copy;
    };
    expect(again(dek)).toEqual(wrapped);
    expect(refusalOf(() => unwrapDek(place, again(randomBytes(32)), () => kek))).toBe(refused);
  });

  test('ends with the commitment that is written down', () => {
    const written = createHash('sha256')
      .update('CFP1/commit')
      .update(Buffer.from([0, place.subjectId.length]))
      .update(place.subjectId)
      // Class and version of the DEK.
      .update(Buffer.from([0, 0, 0, 1]))
      .update(dek)
      .digest();
    expect(wrap(place).subarray(-32)).toEqual(written);
  });

  test('swapped between subjects, or between classes of one subject, opens nothing', () => {
    const sealing = processWith(randomKeks());
    const [one, other] = [newSubject(), newSubject()];
    const sealed = sealing.seal(one, at, {});
    sealing.seal(one, { ...at, dataClass: 'payment' }, {});
    sealing.seal(other, at, {});
    const [mine, theirs] = [itemOf(one), itemOf(other)];
    const swaps = [
      { ...theirs, pk: mine.pk },
      { ...mine, pk: theirs.pk },
      { ...mine, dek_contact_1: mine.dek_payment_1 },
    ] as (typeof mine)[];
    for (const swap of swaps) expect(refusalOf(() => sealing.open(reloaded(swap), at, sealed))).toBe(refused);
  });
});
