import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataClasses } from '../../lambda/domain/access.ts';
import { Personal, uncover } from '../../lambda/domain/pii.ts';
import { type RecordKind, recordKinds } from '../../lambda/domain/ports/sealing.ts';
import { itemOf, newSubject, processWith, randomKeks, refusalOf, reloaded } from './sealed-subjects.ts';

const sealing = processWith(randomKeks());
const kinds = Object.keys(recordKinds) as RecordKind[];
const at = { dataClass: 'contact', kind: 'evidence', recordId: 'r', revision: 1 } as const;
const words = fc.constantFrom(
  '',
  'Nguyễn Thị Ánh Tuyết',
  '12 Đường Trần Hưng Đạo',
  '👩🏽‍💻 🇻🇳',
  '[personal]',
  '\u0000',
  '\ud800',
);

describe('what is sealed', () => {
  test('opens as it was, whatever it is, wherever it lives', () => {
    const places = fc.record({
      dataClass: fc.constantFrom(...dataClasses),
      kind: fc.constantFrom(...kinds),
      recordId: fc.string({ unit: 'grapheme' }),
      revision: fc.integer({ min: 0, max: 0xffffffff }),
    });
    const values = fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 500 }), fc.jsonValue());
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), places, values, (subjectId, place, value) => {
        const subject = newSubject(subjectId);
        const sealed = sealing.seal(subject, place, value);
        const opened = uncover(sealing.open(reloaded(itemOf(subject)), place, sealed));
        expect(opened).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 300 },
    );
  });

  test('a class blob opens for the next reader in another process', () => {
    const keks = randomKeks();
    fc.assert(
      fc.property(
        fc.constantFrom(...dataClasses),
        fc.array(fc.jsonValue(), { minLength: 1, maxLength: 4 }),
        (name, values) => {
          const subject = newSubject();
          const writer = processWith(keks);
          const sealed = values.map((value) => writer.sealClassBlob(subject, name, value).sealed).at(-1);
          const opened = processWith(keks).openClassBlob(
            reloaded(itemOf(subject)),
            name,
            sealed ?? Buffer.alloc(0),
          );
          expect(uncover(opened)).toEqual(JSON.parse(JSON.stringify(values.at(-1))));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('may be personal, or hold personal values anywhere; what comes out is personal and prints nothing', () => {
    const subject = newSubject();
    const canary = randomUUID();
    const value = { name: new Personal(canary), list: [new Personal({ deep: canary }), '[personal]'] };
    for (const given of [value, new Personal(value)]) {
      const opened = sealing.open(subject, at, sealing.seal(subject, at, given));
      expect(uncover(opened)).toEqual({ name: canary, list: [{ deep: canary }, '[personal]'] });
      const printed = [
        `${opened}`,
        JSON.stringify({ opened }),
        inspect(opened, { showHidden: true, depth: 9 }),
      ];
      expect(printed.join()).not.toContain(canary);
    }
  });

  test('tells its length only by buckets of 64 bytes', () => {
    const subject = newSubject();
    const lengthOf = (text: string) => sealing.seal(subject, at, text).length;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const json = Buffer.byteLength(JSON.stringify(text));
        expect(lengthOf(text)).toBe(32 + Math.ceil(json / 64) * 64);
      }),
    );
    expect(lengthOf('')).toBe(lengthOf('a'.repeat(62)));
    expect(lengthOf('a'.repeat(63))).toBe(lengthOf('') + 64);
  });

  test('must be JSON; a refusal quotes nothing', () => {
    const subject = newSubject();
    const canary = randomUUID();
    for (const value of [undefined, () => canary, Symbol(canary), new Personal(undefined)])
      expect(refusalOf(() => sealing.seal(subject, at, value))).toBe('What is to be sealed must be JSON.');
  });

  test('a refusal to open says nothing personal', () => {
    const subject = newSubject();
    const canary = randomUUID();
    const sealed = sealing.seal(subject, at, canary);
    try {
      sealing.open(subject, { ...at, revision: 2 }, sealed);
      expect.unreachable();
    } catch (error) {
      expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(canary);
      expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(subject.subjectId);
    }
  });
});
