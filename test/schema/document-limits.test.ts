import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { measureDocument } from '../../schema/document-limits.ts';
import { checkShape } from '../../schema/document-shape.ts';
import { fragmentsOf } from '../../schema/fragments.ts';
import { schema } from '../../schema/index.ts';

function broken(query: string, variables: Readonly<Record<string, unknown>> = {}, of = schema) {
  const document = parse(query);
  const operation =
    getOperationAST(document, document.definitions.length > 1 ? undefined : null) ?? undefined;
  if (!operation) throw new Error('which operation?');
  return measureDocument(of, operation, fragmentsOf(document), variables)?.code;
}
const times = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

describe('what an operation costs', () => {
  it('grows with the page asked for, by number or by variable, and counts a whole page when it is not said', () => {
    const page = (first: string, more = '') =>
      `query ($n: Int) { ${times(3, (i) => `a${i}: customers(${first}) { nodes { name { masked } email { masked } phone { masked } } }`)} ${more} }`;
    expect(broken(page('first: 50'))).toBe('TOO_COSTLY');
    expect(broken(page('first: 20'))).toBeUndefined();
    expect(broken(page('first: $n'), { n: 20 })).toBeUndefined();
    for (const n of [50, 51, -1, 1e9, 'x', null, undefined])
      expect(broken(page('first: $n'), { n })).toBe('TOO_COSTLY');
  });

  it('lets pass what first-party pages ask: fifty customers with eight masked values', () => {
    const fields = [
      'name',
      'email',
      'phone',
      'address',
      'dateOfBirth',
      'identityNumber',
      'taxCode',
      'bankAccount',
    ];
    const query = `{ customers(first: 50) { nodes { id ${fields.map((field) => `${field} { masked }`).join(' ')} } pageInfo { hasNextPage endCursor } } }`;
    expect(broken(query)).toBeUndefined();
  });

  it('counts aliases, root fields and depth through fragments', () => {
    const alias = (count: number) =>
      `{ me { ...f } } fragment f on Me { ${times(count, (i) => `a${i}: id`)} }`;
    expect(broken(alias(limits.documentAliases))).toBeUndefined();
    expect(broken(alias(limits.documentAliases + 1))).toBe('TOO_MANY_ALIASES');
    const roots = (count: number) =>
      `{ ...f } fragment f on Query { ${times(count, (i) => `a${i}: __typename`)} }`;
    expect(broken(roots(limits.documentRootFields))).toBeUndefined();
    expect(broken(roots(limits.documentRootFields + 1))).toBe('TOO_MANY_ROOT_FIELDS');
  });

  it('is limited in depth, through fragments too', () => {
    // No type of the product's schema leads back to itself yet; one that does shall not be walked without end.
    const circular = buildSchema('type Query { a: Query b: Int }');
    const nested = (depth: number) =>
      `{ ...f } fragment f on Query { ${'a { ... { '.repeat(depth - 1)} b ${'} } '.repeat(depth - 1)} }`;
    expect(broken(nested(limits.documentDepth), {}, circular)).toBeUndefined();
    expect(broken(nested(limits.documentDepth + 1), {}, circular)).toBe('TOO_DEEP');
  });

  it('ends with documents of nothing but spreads', () => {
    const doubling = `{ ...f0 } ${times(60, (i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`)} fragment f60 on Query { __typename }`;
    expect(['TOO_COSTLY', 'TOO_MANY_ROOT_FIELDS']).toContain(broken(doubling));
  });
});

describe('the shape of a document', () => {
  const shape = (query: string) => checkShape(parse(query))?.code;
  it('holds each name to a number of times in a selection, everywhere in the document', () => {
    const repeats = (count: number) => times(count, () => 'id');
    expect(shape(`{ me { ${repeats(limits.documentRepeats)} } }`)).toBeUndefined();
    for (const query of [
      `{ me { ${repeats(limits.documentRepeats + 1)} } }`,
      `{ a } fragment b on Me { ${repeats(limits.documentRepeats + 1)} }`,
      `{ a } query other { b { c { ${repeats(limits.documentRepeats + 1)} } } }`,
      `{ ${times(limits.documentRepeats + 1, (i) => `x: a${i}`)} }`,
      `{ ${times(limits.documentRepeats + 1, () => '...f')} }`,
      `{ ${times(limits.documentRepeats + 1, (i) => `... { a${i} }`)} }`,
    ])
      expect(shape(query), query).toBe('TOO_MANY_REPEATS');
  });

  it('holds aliases to a length', () => {
    expect(shape(`{ ${'a'.repeat(limits.aliasLength)}: b }`)).toBeUndefined();
    expect(shape(`{ c { ${'a'.repeat(limits.aliasLength + 1)}: b } }`)).toBe('ALIAS_TOO_LONG');
  });
});
