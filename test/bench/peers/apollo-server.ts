import { ApolloServer, HeaderMap } from '@apollo/server';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, GraphQLError, type GraphQLSchema } from 'graphql';
import { type ClearCustomer, clearResolvers, clearTypeDefs } from '../page-in-the-clear.ts';

interface PeerContext {
  readonly roles: readonly string[];
}

/** Field authorization as Apollo's guide does it: the resolver of each field with `@auth` asks for a role before it answers. */
function guarded(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (config) => {
      const [auth] = getDirective(schema, config, 'auth') ?? [];
      if (!auth) return config;
      const required = new Set<string>(auth.requires);
      const resolve = config.resolve ?? defaultFieldResolver;
      return {
        ...config,
        resolve(source, args, context: PeerContext, info) {
          if (!context.roles.some((role) => required.has(role)))
            throw new GraphQLError('Not authorized', { extensions: { code: 'FORBIDDEN' } });
          return resolve(source, args, context, info);
        },
      };
    },
  });
}

/** Apollo Server over customers in memory, in the clear; what it is asked, and what it answers as text. */
export async function createApollo(
  customers: readonly ClearCustomer[],
  { more, authorized }: { more: boolean; authorized: boolean },
) {
  const schema = makeExecutableSchema({
    typeDefs: clearTypeDefs,
    resolvers: clearResolvers(customers, more),
  });
  const server = new ApolloServer<PeerContext>({ schema: authorized ? guarded(schema) : schema });
  await server.start();
  const headers = new HeaderMap([
    ['content-type', 'application/json'],
    ['accept', 'application/json'],
  ]);
  return {
    /** The page for somebody of a role, as JSON. */
    async ask(query: string, role: string): Promise<string> {
      const { body } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: 'POST', headers, search: '', body: { query } },
        context: async () => ({ roles: [role] }),
      });
      if (body.kind !== 'complete') throw new Error('an answer in parts');
      return body.string;
    },
    stop: () => server.stop(),
  };
}
