import { expect, it } from 'vitest';
import { canonicalJson } from '../../lambda/domain/canonical-json.ts';

it('is one text for equal values, however they were put together', () => {
  const at = new Date('2026-11-22T00:00:00.000Z');
  expect(canonicalJson({ b: [{ d: 1, c: undefined }, null], a: { z: at, y: 'x' } })).toBe(
    '{"a":{"y":"x","z":"2026-11-22T00:00:00.000Z"},"b":[{"d":1},null]}',
  );
  expect(canonicalJson({ ä: 1, a: 2, B: 3, aa: 4 })).toBe('{"B":3,"a":2,"aa":4,"ä":1}');
});

it('has a text for nothing', () => {
  expect(canonicalJson(undefined)).toBe('null');
  expect(canonicalJson(null)).toBe('null');
});

it('says so when JSON cannot say it', () => {
  expect(() => canonicalJson({ a: 1n })).toThrow(TypeError);
});
