import type { GraphQLError } from 'graphql';
import type { AnswerType } from './accepted-type.ts';

/** Answers a request that never reached the GraphQL server, in GraphQL's shape. */
export function refusalAnswer(
  { message, extensions: { http, ...extensions } }: GraphQLError,
  type: AnswerType = 'application/json',
): Response {
  const { status, headers } = http as { status: number; headers?: Record<string, string> };
  return new Response(JSON.stringify({ errors: [{ message, extensions }] }), {
    status,
    headers: {
      ...headers,
      'content-type': `${type}; charset=utf-8`,
      ...(status === 405 ? { allow: 'POST' } : {}),
    },
  });
}
