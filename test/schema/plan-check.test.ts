import fc from 'fast-check';
import { type GraphQLArgument, type GraphQLObjectType, getOperationAST, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type Audience, serviceScopes, staffRoles } from '../../lambda/domain/access.ts';
import { accessRules } from '../../schema/access.ts';
import { fragmentsOf } from '../../schema/fragments.ts';
import { schema } from '../../schema/index.ts';
import { checkPlan } from '../../schema/plan-check.ts';

const holders: readonly Audience[] = [
  'customer',
  ...staffRoles,
  ...serviceScopes.map((scope) => `scope:${scope}` as const),
];

function judge(query: string, held: readonly Audience[], introspectors: readonly Audience[] = staffRoles) {
  const document = parse(query);
  expect(validate(schema, document).map((error) => error.message)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the document has several operations');
  return checkPlan(schema, operation, fragmentsOf(document), {
    held: new Set<Audience>(['everyone', ...held]),
    introspectors,
  });
}
const missing = (query: string, ...held: Audience[]) => judge(query, held).missing?.coordinate;

function fieldOf(type: string, name: string) {
  const field = (schema.getType(type) as GraphQLObjectType).getFields()[name];
  if (!field) throw new Error(`there is no ${type}.${name}`);
  return field;
}

/** Gives a field or an argument other readers, for as long as something runs. */
function withAccess(
  of: Pick<GraphQLArgument, 'extensions'>,
  access: readonly Audience[],
  run: () => void,
): void {
  const before = of.extensions;
  of.extensions = { ...before, pothosOptions: { ...(before.pothosOptions as object), access } };
  try {
    run();
  } finally {
    of.extensions = before;
  }
}

describe('the plan of an operation', () => {
  it('is refused at the first field that the viewer may not use, with who may', () => {
    expect(judge('{ customer(id: "x") { name { value } card { masked } } }', ['support']).missing).toEqual({
      coordinate: 'Customer.card',
      audience: ['billing', 'privacy_officer'],
    });
    expect(missing('{ customer(id: "x") { name { value } } }', 'support')).toBeUndefined();
    expect(missing('{ customer(id: "x") { id } }')).toBe('Query.customer');
    expect(
      missing(
        'mutation { setLanguage(input: {idempotencyKey: "k", language: vi}) { errors { code } } }',
        'support',
      ),
    ).toBe('Mutation.setLanguage');
  });

  it('is judged as written, whatever @skip and @include say', () => {
    for (const directive of ['@skip(if: true)', '@include(if: false)']) {
      expect(missing(`{ customer(id: "x") { id card ${directive} { masked } } }`, 'support')).toBe(
        'Customer.card',
      );
      expect(missing(`{ customer(id: "x") { id ... ${directive} { card { masked } } } }`, 'support')).toBe(
        'Customer.card',
      );
      expect(
        missing(
          `{ customer(id: "x") { id ...f ${directive} } } fragment f on Customer { card { masked } }`,
          'support',
        ),
      ).toBe('Customer.card');
    }
  });

  it('is judged by fields, whatever they are called', () => {
    expect(missing('{ name: customer(id: "x") { email: card { id: masked } } }', 'support')).toBe(
      'Customer.card',
    );
  });

  it('is judged through fragments, and fragments in fragments', () => {
    const query =
      '{ ...a } fragment a on Query { ... on Query { customer(id: "x") { ...b } } } fragment b on Customer { ... { ...c } } fragment c on Customer { card { __typename } }';
    expect(missing(query, 'support')).toBe('Customer.card');
    expect(missing(query, 'billing')).toBeUndefined();
  });

  it('takes the strictest rule of an abstract type’s members', () => {
    const member = fieldOf('Customer', 'id');
    withAccess(member, ['privacy_officer'], () => {
      expect(missing('{ node(id: "x") { id } }', 'support')).toBe('Customer.id');
      expect(missing('{ customer(id: "x") { name { masked } ... on Node { id } } }', 'support')).toBe(
        'Customer.id',
      );
      expect(missing('{ node(id: "x") { id } }', 'privacy_officer')).toBeUndefined();
    });
    expect(missing('{ node(id: "x") { id } }', 'support')).toBeUndefined();
    expect(missing('{ node(id: "x") { ... on Customer { card { masked } } } }', 'support')).toBe(
      'Customer.card',
    );
    expect(missing('{ node(id: "x") { ... on Node { id } } }')).toBe('Query.node');
  });

  it('holds every argument that is given to its own rule', () => {
    const arg = fieldOf('Query', 'findCustomer').args.find(({ name }) => name === 'phone');
    if (!arg) throw new Error('there is no such argument');
    withAccess(arg, ['privacy_officer'], () => {
      expect(missing('{ findCustomer(phone: "0901234567") { id } }', 'support')).toBe(
        'Query.findCustomer(phone:)',
      );
      const byVariable = 'query ($p: PhoneNumber) { findCustomer(phone: $p) { id } }';
      expect(missing(byVariable, 'support')).toBe('Query.findCustomer(phone:)');
      expect(missing('{ findCustomer(email: "a@b.example") { id } }', 'support')).toBeUndefined();
    });
  });

  it('reads the schema for those alone who may', () => {
    for (const field of [
      '__schema { types { name } }',
      '__type(name: "Me") { name }',
      'a: __schema { description }',
    ]) {
      expect(judge(`{ ${field} }`, []).missing?.audience).toEqual(staffRoles);
      expect(judge(`{ ${field} }`, ['customer']).missing).toBeDefined();
      expect(judge(`{ ${field} }`, ['auditor']).missing).toBeUndefined();
      expect(judge(`{ ${field} }`, [], ['everyone']).missing).toBeUndefined();
    }
    expect(judge('{ __typename }', []).missing).toBeUndefined();
  });

  it('knows clear values, and those of several customers', () => {
    const clear = (query: string) => {
      const { readsClear, readsClearOfMany } = judge(query, staffRoles);
      return [readsClear, readsClearOfMany];
    };
    expect(clear('{ customer(id: "x") { name { masked } } }')).toEqual([false, false]);
    expect(clear('{ customer(id: "x") { name { value } email { value } } }')).toEqual([true, false]);
    expect(
      clear(
        '{ customer(id: "x") { name { value } } ...f } fragment f on Query { customer(id: "x") { email { value } } }',
      ),
    ).toEqual([true, false]);
    expect(
      clear('{ a: customer(id: "x") { name { value } } b: customer(id: "y") { name { value } } }'),
    ).toEqual([true, true]);
    expect(
      clear(
        '{ a: customer(id: "x") { name { value } } b: node(id: "y") { ... on Customer { name { value } } } }',
      ),
    ).toEqual([true, true]);
    expect(clear('{ customers { nodes { ...f } } } fragment f on Customer { x: name { y: value } }')).toEqual(
      [true, true],
    );
    expect(clear('{ findCustomer(email: "a@b.example") { name { value @include(if: false) } } }')).toEqual([
      true,
      true,
    ]);
  });
});

describe('for every set of roles and scopes', () => {
  const leaves = accessRules(schema).filter(({ coordinate }) => /^Customer\.\w+$/.test(coordinate));
  const isObject = (field: string) =>
    !/^Customer\.(id|kind|state|addressState|language|registeredAt)$/.test(field);
  /** A field as it is selected, with what it cannot do without. */
  const selected = ({ coordinate }: { coordinate: string }) => {
    const name = coordinate.slice('Customer.'.length);
    const given = name === 'consentAt' ? '(at: "2026-11-22T00:00:00Z")' : '';
    return `${name}${given}${isObject(coordinate) ? ' { __typename }' : ''}`;
  };

  it('an operation passes exactly when each of its fields does', () => {
    fc.assert(
      fc.property(
        fc.subarray([...holders]),
        fc.subarray([...leaves], { minLength: 1 }),
        fc.boolean(),
        (held, chosen, nested) => {
          const selections = chosen.map((rule, i) => `a${i}: ${selected(rule)}`).join(' ');
          const query = nested
            ? `{ customer(id: "x") { ...f } } fragment f on Customer { ... on Customer { ${selections} } }`
            : `{ customer(id: "x") { ${selections} } }`;
          const root = accessRules(schema).find(({ coordinate }) => coordinate === 'Query.customer');
          const may = [root, ...chosen].every((rule) => rule?.audience.some((one) => held.includes(one)));
          return (judge(query, held).missing === undefined) === may;
        },
      ),
    );
  });

  it('more roles never see less', () => {
    fc.assert(
      fc.property(
        fc.subarray([...holders]),
        fc.subarray([...holders]),
        fc.constantFrom(...leaves),
        (held, more, leaf) => {
          const query = `{ customer(id: "x") { ${selected(leaf)} } }`;
          const before = judge(query, held).missing === undefined;
          return !before || judge(query, [...held, ...more]).missing === undefined;
        },
      ),
    );
  });
});
