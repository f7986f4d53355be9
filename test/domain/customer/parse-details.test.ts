import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDetails } from '../../../lambda/domain/customer/parse-details.ts';

const text = fc.string();
const optional = { requiredKeys: [] as never[] };
const address = fc.record(
  { line: text, ward: text, district: text, province: text, country: text, postalCode: text },
  { requiredKeys: ['line', 'province', 'country'] },
);
const details = {
  contact: fc.record({ name: text, email: text, phone: text }, { requiredKeys: ['name', 'email'] }),
  identity: fc.record({ address, dateOfBirth: text, identityNumber: text }, optional),
  payment: fc.record(
    {
      billingName: text,
      billingAddress: address,
      taxCode: text,
      bankAccount: fc.record({ bank: text, number: text, holder: text }),
      card: fc.record({ processorToken: text, brand: text, lastFour: text, expiry: text }),
    },
    optional,
  ),
};

type Path = readonly string[];
/** Every member of a value, at any depth. */
const membersOf = (value: object): Path[] =>
  Object.entries(value).flatMap(([name, member]) => [
    [name],
    ...(typeof member === 'object' ? membersOf(member).map((path) => [name, ...path]) : []),
  ]);
const required = ['name', 'email', 'line', 'province', 'country', 'bank', 'number', 'holder'].concat([
  'processorToken',
  'brand',
  'lastFour',
  'expiry',
]);

/** A copy of a value with one member changed, or taken away. */
function withMember(value: object, path: Path, member: unknown): object {
  const copy = structuredClone(value);
  const last = path.at(-1) ?? '';
  const owner = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (at, name) => at[name] as Record<string, unknown>,
      copy as Record<string, unknown>,
    );
  if (member === undefined) delete owner[last];
  else owner[last] = member;
  return copy;
}

describe.each(['contact', 'identity', 'payment'] as const)('details of the class %s', (dataClass) => {
  const parse = (value: unknown) => parseDetails(dataClass, value);

  it('are what was sealed, without what they do not name', () => {
    fc.assert(
      fc.property(details[dataClass], fc.jsonValue(), (value, other) => {
        const stored = JSON.parse(JSON.stringify({ ...value, unknown: other }));
        expect(parse(stored)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('are a violation when a member is something else, or is missing and may not be', () => {
    const wrong = fc.constantFrom(0, true, null, [], [''], 'text', {}, { line: 1 });
    fc.assert(
      fc.property(details[dataClass], wrong, fc.nat(), (value, member, n) => {
        const paths = membersOf(value);
        const path = paths[n % paths.length];
        if (!path) return;
        const before = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], value);
        if (typeof before !== 'string' || typeof member !== 'string')
          expect(() => parse(withMember(value, path, member))).toThrow('INTEGRITY_VIOLATION');
        if (required.includes(path.at(-1) ?? ''))
          expect(() => parse(withMember(value, path, undefined))).toThrow('INTEGRITY_VIOLATION');
      }),
    );
  });

  it('are a violation when they are no object', () => {
    for (const other of [null, [], 'text', 1, undefined])
      expect(() => parse(other)).toThrow('INTEGRITY_VIOLATION');
  });
});
