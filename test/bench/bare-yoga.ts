/** The least that answers GraphQL over HTTP with the same library: Yoga as its guide begins, one field. Compared with, never deployed. */
import { createSchema, createYoga } from 'graphql-yoga';

const yoga = createYoga({
  schema: createSchema({
    typeDefs: 'type Query { hello: String }',
    resolvers: { Query: { hello: () => 'world' } },
  }),
});

export async function handler(event: {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) {
  const { headers, body } = event;
  const response = await yoga.fetch('http://api.invalid/graphql', { method: 'POST', headers, body });
  return { statusCode: response.status, body: await response.text() };
}
