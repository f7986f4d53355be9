import type { GraphQLError } from 'graphql';
import type { AnswerType } from './accepted-type.ts';
import { PlainResponse } from './plain-messages.ts';

/** Answers a request that never reached the GraphQL server, in GraphQL's shape. */
export function refusalAnswer(
  { message, extensions: { http, ...extensions } }: GraphQLError,
  type: AnswerType = 'application/json',
): PlainResponse {
  const { status, headers } = http as { status: number; headers?: Record<string, string> };
  return new PlainResponse(JSON.stringify({ errors: [{ message, extensions }] }), {
    status,
    headers: {
      ...headers,
      'content-type': `${type}; charset=utf-8`,
      ...(status === 405 ? { allow: 'POST' } : {}),
    },
  });
}
