import { createSchema, createYoga } from 'graphql-yoga';
import type { RequestContext } from '../../lambda/runtime/graphql-server.ts';
import { PlainResponse } from '../../lambda/runtime/plain-messages.ts';
import { useGivenParams } from '../../lambda/runtime/use-given-params.ts';
import { type ClearCustomer, clearResolvers, clearTypeDefs } from './page-in-the-clear.ts';

/**
 * The floor: the same page on the product's GraphQL library, from values in memory that nothing seals, records or guards; they are masked and
 * that is all.
 */
export function createPlainServer(customers: readonly ClearCustomer[], more: boolean) {
  return createYoga<RequestContext>({
    schema: createSchema({ typeDefs: clearTypeDefs, resolvers: clearResolvers(customers, more) }),
    fetchAPI: { Response: PlainResponse as unknown as typeof Response },
    plugins: [useGivenParams()],
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    maskedErrors: false,
  });
}
