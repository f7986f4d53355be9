/** Bodies under 64 KB that cost much to read, to coerce or to refuse; all are POSTed as JSON. `word` stands where an answer might repeat it. */
export function hostileBodies(word: string): Readonly<Record<string, string>> {
  const times = (count: number, make: (i: number) => string, between = ',') =>
    Array.from({ length: count }, (_, i) => make(i)).join(between);
  const body = (query: string, variables = '{}') =>
    `{"query":${JSON.stringify(query)},"variables":${variables}}`;
  const drafting = (variables: string) =>
    body(
      'mutation M($input: DraftCampaignInput!) { draftCampaign(input: $input) { errors { code } } }',
      variables,
    );
  const asking = (arg: string) => body(`{ collectionNotice(form: ${arg}) { version } }`);
  return {
    'thousands of fields that an input has not': drafting(`{"input":{${times(4000, (i) => `"f${i}":1`)}}}`),
    'thousands of items of the wrong type': drafting(
      `{"input":{"vi":{"paragraphs":[${times(9000, () => '{}')}]}}}`,
    ),
    'thousands of items that miss all': drafting(`{"input":{"content":[${times(9000, () => '{}')}]}}`),
    'lists within lists': drafting(`{"input":${'['.repeat(11)}${times(9000, () => '[]')}${']'.repeat(11)}}`),
    'thousands of variables that nobody asked for': body(
      '{ __typename }',
      `{${times(5000, (i) => `"v${i}":null`)}}`,
    ),
    'a number of sixty thousand digits': drafting(`{"input":${'9'.repeat(60_000)}}`),
    'a number without end': drafting('{"input":1e999999}'),
    'a text of quotes': drafting(`{"input":"${'\\"'.repeat(30_000)}"}`),
    'a text of escapes': drafting(`{"input":"${'\\u0000'.repeat(9000)}"}`),
    'a name of sixty thousand characters': drafting(`{"input":{"${'a'.repeat(60_000)}${word}":1}}`),
    'a value of an enum that there is not': asking(`${word}${'A'.repeat(60_000)}`),
    'a text where a value of an enum belongs': asking(`"${word}${'A'.repeat(60_000)}"`),
    'an argument that there is not': body(`{ collectionNotice(${word}: 1) { version } }`),
    'comments alone': body(`#${'a'.repeat(60_000)}\n{ __typename }${'#\n'.repeat(900)}{`),
    'commas and spaces': body(`${', '.repeat(30_000)}{ a`),
    'a text that never ends': body(`{ node(id: "${word}${'a'.repeat(60_000)}`),
    'a block text that never ends': body(`{ node(id: """${word}${'\n '.repeat(20_000)}`),
    'a block text of indents': body(`{ node(id: """${'\n  a'.repeat(12_000)}""") { id } }`),
    'escapes in a document': body(`{ node(id: "${'\\\\u{1F600}'.repeat(5000)}") { id } }`),
    'a number in a document': body(`{ node(id: ${'9'.repeat(60_000)}) { id } }`),
    'objects in a document': body(
      `mutation { draftCampaign(input: ${'{a:'.repeat(240)}1${'}'.repeat(240)}) { errors { code } } }`,
    ),
    'fields of an object in a document': body(
      `mutation { draftCampaign(input: {${times(300, (i) => `a${i}:1`)}}) { errors { code } } }`,
    ),
    'one variable in many places': body(
      `query ($v: ID!) { ${times(10, (i) => `a${i}: node(id: $v) { id }`, ' ')} }`,
      `{"v":${'['.repeat(11)}1${']'.repeat(11)}}`,
    ),
    'names of fields from the prototype': body('{ constructor __proto__ toString hasOwnProperty valueOf }'),
    'arguments from the prototype': body('{ node(constructor: 1, __proto__: 2, toString: 3) { id } }'),
    'variables from the prototype': body(
      'query ($constructor: ID!, $__proto__: ID!) { node(id: $constructor) { id } }',
      '{"constructor":{"prototype":{"polluted":true}}}',
    ),
    'an input from the prototype': drafting(
      '{"input":{"constructor":{"prototype":{"polluted":true}},"prototype":{"polluted":true}}}',
    ),
    'a type from the prototype': body('{ ... on constructor { id } ... on __proto__ { id } }'),
    'an operation from the prototype': `{"query":"{ __typename }","operationName":"constructor"}`,
    'an extension from the prototype': `{"query":"{ __typename }","extensions":{"constructor":{"prototype":{"polluted":true}}}}`,
    'a persisted document from the prototype':
      '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"constructor"}},"query":"{ a }"}',
  };
}
