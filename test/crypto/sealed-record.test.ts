import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decrypt, encryptInto } from '../../lambda/crypto/gcm.ts';
import { uncover } from '../../lambda/domain/pii.ts';
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
const canary = () => ({ words: randomUUID() });
const at: SealedAt = { dataClass: 'content', kind: 'mailVariables', recordId: 'mail-1', revision: 1 };

describe('a sealed record', () => {
  const sealing = processWith(randomKeks());

  test('has the declared layout and opens in its place', () => {
    const subject = newSubject();
    const value = canary();
    const sealed = Buffer.from(sealing.seal(subject, at, value));
    expect([...sealed.subarray(0, 4)]).toEqual([1, 1, 0, 1]);
    expect(sealed.length).toBe(4 + 12 + 64 + 16);
    expect(uncover(sealing.open(subject, at, sealed))).toEqual(value);
  });

  test('is refused with any single bit changed', () => {
    const subject = newSubject();
    const sealed = sealing.seal(subject, at, canary());
    const outcomes = [...bitFlips(sealed)].map((flipped) =>
      refusalOf(() => sealing.open(subject, at, flipped)),
    );
    expect(outcomes).toHaveLength(sealed.length * 8);
    expect(new Set(outcomes)).toEqual(new Set([refused]));
  });

  test('is refused when cut short or grown, wherever', () => {
    const subject = newSubject();
    const sealed = Buffer.from(sealing.seal(subject, at, canary()));
    for (let length = 0; length < sealed.length; length++)
      expect(refusalOf(() => sealing.open(subject, at, sealed.subarray(0, length)))).toBe(refused);
    expect(refusalOf(() => sealing.open(subject, at, Buffer.concat([sealed, Buffer.from([0])])))).toBe(
      refused,
    );
  });

  test.each([4, 8, 12, 13, 14, 15])('a tag of %i bytes is refused, even a right one', (length) => {
    const [key, nonce, aad] = [createSecretKey(randomBytes(32)), randomBytes(12), randomBytes(9)] as const;
    const into = Buffer.alloc(5 + 16);
    encryptInto(into, 0, Buffer.from('hello'), { key, nonce, aad });
    const parts = { nonce, ciphertext: into.subarray(0, 5), tag: into.subarray(5) };
    expect(decrypt(key, aad, parts).toString()).toBe('hello');
    const short = { ...parts, tag: parts.tag.subarray(0, length) };
    expect(refusalOf(() => decrypt(key, aad, short))).toBe(refused);
  });

  test('nothing is let out under a tag with any single bit changed', () => {
    const [key, nonce, aad] = [createSecretKey(randomBytes(32)), randomBytes(12), randomBytes(9)] as const;
    const into = Buffer.alloc(5 + 16);
    encryptInto(into, 0, Buffer.from('hello'), { key, nonce, aad });
    for (const tag of bitFlips(into.subarray(5)))
      expect(refusalOf(() => decrypt(key, aad, { nonce, ciphertext: into.subarray(0, 5), tag }))).toBe(
        refused,
      );
  });

  test('opens nowhere else: subject, class, kind, record id, revision', () => {
    const [one, other] = [newSubject(), newSubject()];
    const everywhere: SealedAt[] = [
      at,
      { ...at, dataClass: 'contact' },
      { ...at, dataClass: 'identity' },
      { ...at, dataClass: 'payment' },
      { ...at, kind: 'evidence' },
      { ...at, kind: 'customerReference' },
      { ...at, kind: 'classBlob' },
      { ...at, recordId: 'mail-2' },
      { ...at, recordId: '' },
      { ...at, revision: 0 },
      { ...at, revision: 2 },
      { ...at, revision: 0xffffffff },
    ];
    const places = [one, other].flatMap((subject) => everywhere.map((place) => ({ subject, place })));
    const sealed = places.map(({ subject, place }) => sealing.seal(subject, place, canary()));
    for (const [from, record] of sealed.entries())
      for (const [to, { subject, place }] of places.entries())
        expect(refusalOf(() => sealing.open(subject, place, record))).toBe(
          from === to ? 'ACCEPTED' : refused,
        );
  });

  test('ids that run into each other stay apart', () => {
    const subject = newSubject('ab');
    const sealed = sealing.seal(subject, { ...at, recordId: 'c' }, canary());
    // The same keys under another subject: only the authenticated place tells them apart.
    const item = { ...itemOf(subject), pk: { S: 'a' } };
    expect(refusalOf(() => sealing.open(reloaded(item), { ...at, recordId: 'bc' }, sealed))).toBe(refused);
  });

  test('is refused when its DEK is another, or gone', () => {
    const keks = randomKeks();
    const [one, again] = [newSubject('subject'), newSubject('subject')];
    const sealed = processWith(keks).seal(one, at, canary());
    const reader = processWith(keks);
    reader.seal(again, at, canary());
    expect(refusalOf(() => reader.open(again, at, sealed))).toBe(refused);
    expect(refusalOf(() => reader.open(newSubject('subject'), at, sealed))).toBe(refused);
    expect(refusalOf(() => reader.open(one, at, sealed))).toBe('ACCEPTED');
  });

  test('a class that was not made ready is the caller’s mistake, found even while its DEK is warm', () => {
    const keks = randomKeks();
    const subject = newSubject();
    processWith(keks).seal(subject, at, canary());
    keks.delete('content');
    expect(refusalOf(() => processWith(keks).seal(subject, at, canary()))).toContain('not made ready');
  });
});
