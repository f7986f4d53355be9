import { GraphQLObjectType, GraphQLSchema, GraphQLString, validateSchema } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../schema/index.ts';

/** The same types in a schema that is not marked as valid. */
const unmarked = (from: GraphQLSchema) => new GraphQLSchema({ ...from.toConfig(), assumeValid: false });

it('is valid: a cold start does not look again', () => {
  expect(validateSchema(unmarked(schema))).toEqual([]);
});

it('is marked as graphql marks what it shall not validate', () => {
  const broken = () => new GraphQLObjectType({ name: 'Empty', fields: {} });
  const query = new GraphQLObjectType({ name: 'Query', fields: { a: { type: GraphQLString } } });
  const assumed = new GraphQLSchema({ query, types: [broken()], assumeValid: true });
  expect(validateSchema(unmarked(assumed))).not.toEqual([]);
  expect(validateSchema(assumed)).toEqual([]);
  const marked = Object.assign(unmarked(assumed), { __validationErrors: [] });
  expect(validateSchema(marked)).toEqual([]);
});
