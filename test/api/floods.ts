/** Documents that cost much to read, to validate or to run, each under 64 KB, with the code each is refused with. */
const times = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

export const floods: Readonly<Record<string, { readonly query: string; readonly code: string }>> = {
  'one field a thousand times': { query: `{ ${times(990, () => '__typename')} }`, code: 'TOO_MANY_REPEATS' },
  'one object many times': { query: `{ ${times(240, () => 'me{id}')} }`, code: 'TOO_MANY_REPEATS' },
  'one object inside another, many times': {
    query: `{ ${times(10, () => `me{${times(15, () => 'email{address}')}}`)} }`,
    code: 'TOO_MANY_REPEATS',
  },
  'inline fragments in a row': { query: `{ ${times(120, () => '...{me{id}}')} }`, code: 'TOO_MANY_REPEATS' },
  'many aliases': {
    query: `{ me { ${times(310, (i) => `a${i}:id`)} } }`,
    code: 'TOO_MANY_ALIASES',
  },
  'many aliases through fragments': {
    query: `{ me { ...a } } fragment a on Me { ...b ...b ...b ...b } fragment b on Me { ${times(9, (i) => `x${i}:id`)} }`,
    code: 'TOO_MANY_ALIASES',
  },
  'a long alias': { query: `{ ${'a'.repeat(60_000)}: __typename }`, code: 'ALIAS_TOO_LONG' },
  'a long name': { query: `{ ${'a'.repeat(60_000)} }`, code: 'GRAPHQL_VALIDATION_FAILED' },
  'inline fragments in depth': {
    query: `{ ${'...{'.repeat(300)} ${times(11, (i) => `a${i}:__typename`)} ${'}'.repeat(300)} }`,
    code: 'TOO_MANY_ROOT_FIELDS',
  },
  'fields in depth': {
    query: `{ ${'node(id:"x"){...on Customer{name{'.repeat(20)} masked ${'}}}'.repeat(20)} }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'fragments that double': {
    query: `{me{...f0}} ${times(70, (i) => `fragment f${i} on Me{...f${i + 1} ...f${i + 1}}`)} fragment f70 on Me{id}`,
    code: 'TOO_COSTLY',
  },
  'fragments that multiply by nine': {
    query: `{me{...f0}} ${times(35, (i) => `fragment f${i} on Me{${times(9, () => `...f${i + 1}`)}}`)} fragment f35 on Me{id}`,
    code: 'TOO_COSTLY',
  },
  'a fragment in a circle': {
    query: '{...a} fragment a on Query{...b} fragment b on Query{...a}',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'fragments in every circle': {
    query: `{...f0} ${times(20, (i) => `fragment f${i} on Query{${times(20, (j) => `...f${j}`)}}`)}`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'fragments of conflicting fields': {
    query: `{${times(48, (i) => `...f${i}`)}} ${times(48, (i) => `fragment f${i} on Query{a:customer(id:"${i}"){id}}`)}`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'directives in a row': {
    query: `{ __typename ${times(140, () => '@include(if:true)')} }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'unknown directives': {
    query: `{ __typename ${times(495, () => '@a')} }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'many variables': {
    query: `query(${times(190, (i) => `$v${i}:Int`)}){__typename}`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'many operations': { query: times(190, (i) => `query q${i}{__typename}`), code: 'OPERATION_NOT_FOUND' },
  'many tokens': { query: `{ ${times(30_000, () => 'a')} }`, code: 'TOO_MANY_TOKENS' },
  'open braces': { query: '{a'.repeat(30_000), code: 'TOO_MANY_TOKENS' },
  'open brackets': {
    query: `{ customer(id:${'['.repeat(480)}1${']'.repeat(480)}){id} }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'many root fields': {
    query: `{ ${times(11, (i) => `a${i}: policyInForce(language: vi) { version }`)} }`,
    code: 'TOO_MANY_ROOT_FIELDS',
  },
  'many root fields through fragments': {
    query: `{ ...a ...b } fragment a on Query { ${times(6, (i) => `a${i}:__typename`)} } fragment b on Query { ${times(6, (i) => `b${i}:__typename`)} }`,
    code: 'TOO_MANY_ROOT_FIELDS',
  },
  'pages of pages': {
    query: `{ ${times(3, (i) => `a${i}: customers(first: 50) { nodes { name { masked } email { masked } phone { masked } } edges { node { name { masked } } } }`)} }`,
    code: 'TOO_COSTLY',
  },
  'the schema, deep': {
    query: '{ __schema { types { fields { type { fields { type { fields { name }}}}}}}}',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'the schema, again and again': {
    query: `{ ${times(7, (i) => `a${i}: __schema { types { name } }`)} }`,
    code: 'TOO_COSTLY',
  },
  'the schema, by a visitor': { query: '{ __schema { types { name } } }', code: 'UNAUTHENTICATED' },
  'a type of the schema, by a visitor': { query: '{ __type(name: "Me") { name } }', code: 'UNAUTHENTICATED' },
  'a subscription': { query: 'subscription { __typename }', code: 'GRAPHQL_VALIDATION_FAILED' },
};
