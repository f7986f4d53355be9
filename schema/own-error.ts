import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { Language } from '../lambda/domain/viewer.ts';
import { type RequestRefusalCode, refusalWords, requestRefusals } from './request-refusals.ts';

/** Which request an error answers, and in which language. */
export interface Asked {
  readonly requestId: string;
  readonly language: Language;
}

const own = new WeakSet<GraphQLError>();

/** An error made of this product's own words; `useSafeErrors` passes no other on as it is. */
export function ownError(message: string, options: GraphQLErrorOptions): GraphQLError {
  const error = new GraphQLError(message, options);
  own.add(error);
  return error;
}

export function isOwnError(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && own.has(error);
}

/** A refusal of the request as a GraphQL error. */
export function requestRefusal(code: RequestRefusalCode, asked: Asked, limit?: number): GraphQLError {
  return ownError(refusalWords(code, asked.language, limit), {
    extensions: {
      code,
      requestId: asked.requestId,
      ...(limit === undefined ? {} : { limit }),
      http: { status: requestRefusals[code].status },
    },
  });
}
