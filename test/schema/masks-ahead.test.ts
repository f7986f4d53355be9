import fc from 'fast-check';
import { type ExecutionResult, execute, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { RevealRequest } from '../../lambda/domain/customer/reveal-request.ts';
import { DomainError } from '../../lambda/domain/errors.ts';
import { schema } from '../../schema/index.ts';
import { createReveals, type Reveals } from '../../schema/reveals.ts';

const page = ['one', 'two', 'three'].map((id) => ({ customer: { id }, keyring: { subjectId: id } }));
const customers = {
  page: async () => {
    // What is refused at once is refused before a page was read.
    await new Promise((resolve) => setImmediate(resolve));
    return { ids: page.map(({ customer }) => customer.id), cursors: ['a', 'b', 'c'], hasNextPage: false };
  },
  load: async () => page,
};

/** Runs a document for a privacy officer, over three customers whose values are revealed as is said here. */
async function run(
  document: string,
  reveals: Reveals,
  variableValues: Record<string, boolean | null> = {},
): Promise<ExecutionResult> {
  const contextValue = {
    viewer: { kind: 'staff', roles: ['privacy_officer'] },
    ports: { customers },
    reveals,
  };
  expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
  return (await execute({
    schema,
    document: parse(document),
    contextValue,
    variableValues,
  })) as ExecutionResult;
}

const maskOf = (request: RevealRequest) =>
  `${'loaded' in request && request.loaded.keyring.subjectId} ${request.field}`;

const fields = ['name', 'email', 'phone', 'address', 'dateOfBirth', 'taxCode', 'bankAccount', 'card'];
const condition = fc.constantFrom(
  '',
  '@include(if: $yes)',
  '@include(if: $no)',
  '@skip(if: $yes)',
  '@skip(if: $no)',
);
/** Parts of a customer's selection, in every form that a document may give them. */
const part = fc
  .tuple(fc.constantFrom(...fields), condition, condition, fc.nat(7))
  .map(([field, outer, inner, form]) => {
    const masks = [`masked ${inner}`, `... ${inner} { masked }`, `m: masked ${inner}`, `__typename ${inner}`][
      form % 4
    ];
    const asked = `${form % 2 ? `as${form}${field}: ` : ''}${field} ${outer} { __typename ${masks} }`;
    return form < 4
      ? asked
      : `... ${form < 6 ? 'on Customer' : 'on Node'} ${outer} { id ... on Customer { ${asked} } }`;
  });
const lists = [
  'nodes { id ...C }',
  'edges { node { id ...C } }',
  'nodes { id ...C } edges { node { ...C } }',
];

describe('masks of a list, revealed before the engine comes to them', () => {
  it('are those that the engine asks for, no more and no fewer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), fc.constantFrom(...lists), async (parts, list) => {
        const document = `query Q($yes: Boolean!, $no: Boolean!) {
          a: __typename @include(if: $yes) @skip(if: $no) customers { ${list} } }
          fragment C on Customer { __typename ${parts.join(' ')} }`;
        const asked: [string[], string[]] = [[], []];
        const [ahead, oneByOne] = asked.map((named) =>
          createReveals(async (requests) => {
            named.push(...requests.map(maskOf));
            return requests.map(maskOf);
          }),
        ) as [Reveals, Reveals];
        const variables = { yes: true, no: false };
        const answer = await run(document, ahead, variables);
        const same = await run(document, { ...oneByOne, masksAhead: async () => {} }, variables);
        expect(answer).toEqual(same);
        expect(answer.errors).toBeUndefined();
        expect(asked[0]).toHaveLength(new Set(asked[0]).size);
        expect(new Set(asked[0])).toEqual(new Set(asked[1]));
      }),
    );
  });

  it('wait until they are recorded, and are then asked for once', async () => {
    const recorded = Promise.withResolvers<void>();
    let batches = 0;
    let answered = false;
    const reveals = createReveals(async (requests) => {
      batches += 1;
      await recorded.promise;
      return requests.map(maskOf);
    });
    const document = '{ customers { nodes { name { masked } taxCode { masked } } } }';
    const answer = run(document, reveals).finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([answered, batches]).toEqual([false, 1]);
    recorded.resolve();
    const { data } = (await answer) as { data: { customers: { nodes: unknown } } };
    const shown = (id: string) => ({ name: { masked: `${id} name` }, taxCode: { masked: `${id} taxCode` } });
    expect(data.customers.nodes).toEqual(['one', 'two', 'three'].map(shown));
    expect(batches).toBe(1);
  });

  it.each(['findCustomer { id }', 'a: customers(first: 0) { nodes { id } }'])(
    'are read for nobody when %s beside them is refused, which ends the operation',
    async (refused) => {
      const asked: string[] = [];
      const reveals = createReveals(async (requests) => {
        asked.push(...requests.map(maskOf));
        return requests.map(maskOf);
      });
      const { data, errors } = await run(`{ ${refused} customers { nodes { name { masked } } } }`, reveals);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect([data, errors?.length, asked]).toEqual([null, 1, []]);
    },
  );

  it('leave it to the engine to complain of a condition that is null, in its own place', async () => {
    const reveals = createReveals(async (requests) => requests.map(maskOf));
    const document =
      'query Q($no: Boolean = false) { customers { nodes { name { masked @skip(if: $no) } taxCode { masked } } } }';
    const { errors } = await run(document, reveals, { no: null });
    expect(errors?.[0]?.path?.slice(0, 2)).toEqual(['customers', 'nodes']);
  });

  it('that are refused are refused each in its own place', async () => {
    const reveals = createReveals(() => Promise.reject(new DomainError('READ_BUDGET_SPENT')));
    const { data, errors } = await run('{ customers { nodes { name { masked } } } }', reveals);
    expect(errors?.map(({ path }) => path?.join('.'))).toEqual(
      [0, 1, 2].map((place) => `customers.nodes.${place}.name.masked`),
    );
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      customers: { nodes: [0, 1, 2].map(() => ({ name: { masked: null } })) },
    });
  });
});
