import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeErrors } from '../../local/demo/field-errors.ts';

const controls = ['name', 'address.line', 'address.province', 'consents.SURVEYS.EMAIL', 'agreed'];
const problem = (path: readonly string[], message = 'wrong') => ({ code: 'REQUIRED', message, path });

test.each([
  [['input', 'name'], 'name'],
  [['input', 'address', 'province'], 'address.province'],
  [['input', 'address', 'country'], 'address.line'],
  [['input', 'address'], 'address.line'],
  [['input', 'consents', '3', 'purpose'], 'consents.SURVEYS.EMAIL'],
])('%j stands at %s', (path, control) => {
  const { fields, general } = placeErrors([problem(path)], controls);
  expect([...fields]).toEqual([[control, 'wrong']]);
  expect(general).toEqual([]);
});

test.each([[['input', 'notice', 'digest']], [['input', 'idempotencyKey']], [['input']], [[]]])(
  '%j concerns no control: it is said of the whole form',
  (path) => {
    const { fields, general } = placeErrors([problem(path), problem(path)], controls);
    expect(fields.size).toBe(0);
    expect(general).toEqual(['wrong']);
  },
);

test('the first problem of a control is the one that is shown', () => {
  const { fields } = placeErrors(
    [problem(['input', 'name'], 'first'), problem(['input', 'name'], 'second')],
    controls,
  );
  expect(fields.get('name')).toBe('first');
});

test('no problem is lost: each control it names exists, and what has none is said of the whole', () => {
  const part = fc.oneof(
    fc.constantFrom('input', 'name', 'address', 'line', 'notice', 'consents'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (path) => {
      const { fields, general } = placeErrors([problem(path)], controls);
      expect(fields.size + general.length).toBe(1);
      for (const name of fields.keys()) expect(controls).toContain(name);
    }),
  );
});
