import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { readJsonObject } from '../../lambda/runtime/json-object.ts';

const isFit = (value: unknown, depth = 1): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth <= limits.bodyDepth &&
    !Object.hasOwn(value, '__proto__') &&
    Object.values(value).every((inner) => isFit(inner, depth + 1)));

it('reads every object that JSON can write', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue()).filter((value) => isFit(value));
  fc.assert(
    fc.property(object, fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(readJsonObject(text)).toEqual({ value: JSON.parse(text) });
    }),
  );
});

it('refuses a name that stands twice in one object, wherever, however it is written', () => {
  const inside = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => `{"a":${text}}`,
    (text) => `{"a":[{"b":1},${text}]}`,
  );
  const escaped = (text: string) =>
    [...Buffer.from(text, 'utf16le').swap16().toString('hex').matchAll(/.{4}/g)]
      .map(([unit]) => `\\u${unit}`)
      .join('');
  fc.assert(
    fc.property(fc.string(), inside, (name, wrap) => {
      const text = wrap(`{${JSON.stringify(name)}:{"x":":"},"other":2,"${escaped(name)}":3}`);
      expect(readJsonObject(text)).toEqual({ refused: 'AMBIGUOUS_JSON' });
    }),
  );
});

it('takes the same name in two objects, and braces in a text', () => {
  for (const text of [
    '{"a":{"a":1},"b":{"a":1}}',
    '{"a":[{"a":1},{"a":1}]}',
    '{"a":"\\",\\"a\\":{[","b":"}"}',
    '{ "a" : "a" , "b" :"a" }',
  ])
    expect(readJsonObject(text)).toEqual({ value: JSON.parse(text) });
});

it('refuses what is no object', () => {
  for (const text of ['', ' ', '1', '"a"', 'null', 'true', '{', '{"a":1}x', "{'a':1}", '{"a":1,}'])
    expect(readJsonObject(text)).toEqual({ refused: 'NOT_JSON' });
  expect(readJsonObject('[{}]')).toEqual({ refused: 'BATCHING_NOT_ALLOWED' });
});
