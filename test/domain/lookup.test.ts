import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lookupRows, ownersOf } from '../../lambda/domain/lookup.ts';
import type { ReadyBlindIndex } from '../../lambda/domain/ports/blind-index.ts';

const under = (...keys: readonly [string, ...string[]]): ReadyBlindIndex => {
  const of = (key: string, kind: string, value: string) =>
    createHmac('sha256', key).update(`${kind}\0${value}`).digest('base64url');
  const keysFor = (kind: string): readonly [string, ...string[]] => (kind === 'vouch' ? ['fixed'] : keys);
  return {
    of: (kind, value) => of(keysFor(kind)[0], kind, value),
    allOf(kind, value) {
      const [current, ...others] = keysFor(kind);
      return [of(current, kind, value), ...others.map((key) => of(key, kind, value))];
    },
  };
};
const ready = under('key 1');
const [row] = lookupRows(ready, 'BINDING', ['index a'], 'customer 1');
if (!row) throw new Error('no row');

describe('a lookup row', () => {
  it('leads to its customer, each once', () => {
    const rotating = under('key 2', 'key 1');
    const rows = lookupRows(rotating, 'PHONE', ['index a', 'index b'], 'customer 1');
    expect(rows).toHaveLength(2);
    expect(ownersOf(rotating, 'PHONE', rows)).toEqual(['customer 1']);
    expect(ownersOf(ready, 'PHONE', [])).toEqual([]);
  });

  it.each([
    ['at another customer', { ...row, ownerId: 'customer 2' }],
    ['from another index', { ...row, index: 'index b' }],
    ['without a vouch', { ...row, vouch: '' }],
  ])('is refused when it was pointed %s', (_, pointed) => {
    expect(() => ownersOf(ready, 'BINDING', [pointed])).toThrow('INTEGRITY_VIOLATION');
  });

  it('is none of another kind', () => {
    expect(() => ownersOf(ready, 'REFERENCE', [row])).toThrow('INTEGRITY_VIOLATION');
  });

  it('holds while the key of its index rotates, and afterwards', () => {
    expect(ownersOf(under('key 2', 'key 1'), 'BINDING', [row])).toEqual(['customer 1']);
    expect(ownersOf(under('key 2'), 'BINDING', [row])).toEqual(['customer 1']);
  });
});
