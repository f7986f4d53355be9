import { expect, it } from 'vitest';
import { changedFields, fieldsSet } from '../../../lambda/domain/customer/changed-fields.ts';

const before = { name: 'Lan', phone: '1', address: { line: 'a', province: 'b' }, taxCode: undefined };
const cases: readonly (readonly [
  what: string,
  after: object,
  changed: readonly string[],
  set: readonly string[],
])[] = [
  ['nothing', { ...before, address: { province: 'b', line: 'a' } }, [], []],
  ['another value', { ...before, phone: '2' }, ['phone'], ['phone']],
  ['a value inside', { ...before, address: { line: 'a', province: 'c' } }, ['address'], ['address']],
  ['none any more', { ...before, phone: undefined }, ['phone'], ['phone']],
  ['one for the first time', { ...before, taxCode: 'x' }, [], ['taxCode']],
  ['one that was not known at all', { ...before, email: 'e' }, [], ['email']],
  ['a name for nothing', { ...before, email: undefined }, [], []],
];

it.each(cases)('tells what changed and what was set: %s', (_, after, changed, set) => {
  expect(changedFields(before, after)).toEqual(changed);
  expect(fieldsSet(before, after)).toEqual(set);
});

it('of what was not there before nothing changed, and all that has a value is set', () => {
  expect(changedFields(undefined, { name: 'Lan', phone: undefined })).toEqual([]);
  expect(fieldsSet(undefined, { name: 'Lan', phone: undefined })).toEqual(['name']);
});
