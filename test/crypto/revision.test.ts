import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { uncover } from '../../lambda/domain/pii.ts';
import type { SubjectKeys } from '../../lambda/domain/stored-keys.ts';
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
const sealing = processWith(randomKeks());

/** A subject's item and blob after each of several changes. */
function history(subject: SubjectKeys, times: number) {
  return Array.from({ length: times }, () => {
    const value = { name: randomUUID() };
    const { sealed, revision } = sealing.sealClassBlob(subject, 'contact', value);
    return { value, sealed, revision, item: itemOf(subject) };
  });
}
const two = () => history(newSubject(), 2) as [ReturnType<typeof history>[0], ReturnType<typeof history>[0]];
const openAt = (item: Parameters<typeof reloaded>[0], sealed: Uint8Array) =>
  uncover(sealing.openClassBlob(reloaded(item), 'contact', sealed));

describe('the revision of a class blob', () => {
  test('counts from 1 and lets exactly the newest blob open', () => {
    const [old, now] = two();
    expect([old.revision, now.revision]).toEqual([1, 2]);
    expect(sealing.revisionOf(reloaded(now.item), 'contact')).toBe(2);
    expect(openAt(now.item, now.sealed)).toEqual(now.value);
  });

  test('counts each class by itself; a class without a blob is at 0', () => {
    const subject = newSubject();
    sealing.sealClassBlob(subject, 'contact', {});
    sealing.seal(subject, { dataClass: 'content', kind: 'evidence', recordId: 'r', revision: 9 }, {});
    const keyring = reloaded(itemOf(subject));
    const revisions = (['contact', 'content', 'payment'] as const).map((c) => sealing.revisionOf(keyring, c));
    expect(revisions).toEqual([1, 0, 0]);
  });

  test('a blob rolled back alone is refused', () => {
    const [old, now] = two();
    expect(refusalOf(() => openAt(now.item, old.sealed))).toBe(refused);
  });

  test('a Keys item rolled back alone is refused', () => {
    const [old, now] = two();
    expect(refusalOf(() => openAt(old.item, now.sealed))).toBe(refused);
  });

  test('is refused with any single bit changed, cold and warm', () => {
    const [, now] = two();
    const flips = [...bitFlips(now.item.rev_contact?.B ?? Buffer.alloc(0))];
    expect(flips).toHaveLength(36 * 8);
    for (const B of flips)
      expect(refusalOf(() => openAt({ ...now.item, rev_contact: { B } }, now.sealed))).toBe(refused);
    expect(openAt(now.item, now.sealed)).toEqual(now.value);
    for (const B of flips)
      expect(refusalOf(() => openAt({ ...now.item, rev_contact: { B } }, now.sealed))).toBe(refused);
  });

  test('removed, truncated, or taken from another class or subject is refused', () => {
    const subject = newSubject();
    const { sealed } = sealing.sealClassBlob(subject, 'contact', {});
    sealing.sealClassBlob(subject, 'payment', {});
    const other = newSubject();
    sealing.sealClassBlob(other, 'contact', {});
    const item = itemOf(subject);
    const { rev_contact: own, ...without } = item;
    const bytes = Buffer.from(own?.B ?? []);
    const swaps = [item.rev_payment?.B, itemOf(other).rev_contact?.B, bytes.subarray(0, 35), Buffer.alloc(0)];
    expect(refusalOf(() => openAt(without, sealed))).toBe(refused);
    for (const B of swaps)
      expect(refusalOf(() => openAt({ ...without, rev_contact: { B: B ?? bytes } }, sealed))).toBe(refused);
    expect(refusalOf(() => sealing.sealClassBlob(reloaded(without), 'contact', {}))).toBe(refused);
    expect(refusalOf(() => openAt(item, sealed))).toBe('ACCEPTED');
  });

  test('a class whose revision moved is sealed on under the same key', () => {
    const [, now] = two();
    const keyring = reloaded(now.item);
    const { sealed } = sealing.sealClassBlob(keyring, 'contact', { name: 'third' });
    const place = { dataClass: 'contact', kind: 'evidence', recordId: 'r', revision: 1 } as const;
    const record = sealing.seal(keyring, place, { name: 'beside' });
    expect(keyring.added.get('contact')?.dek).toBeUndefined();
    expect(uncover(sealing.openClassBlob(keyring, 'contact', sealed))).toEqual({ name: 'third' });
    expect(uncover(sealing.open(keyring, place, record))).toEqual({ name: 'beside' });
  });

  test('a class shredded and begun again does not open what was sealed before', () => {
    const id = randomUUID();
    const [before] = history(newSubject(id), 1);
    const [after] = history(newSubject(id), 1);
    expect(before?.revision).toBe(after?.revision);
    expect(refusalOf(() => openAt(after?.item ?? {}, before?.sealed ?? Buffer.alloc(0)))).toBe(refused);
  });
});
