import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { limits } from '../lambda/declared/limits.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import type { Log } from '../lambda/domain/ports/log.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { topLevelError, userErrorsOf } from './errors.ts';
import { type Asked, isOwnError, requestRefusal } from './own-error.ts';
import { type RequestRefusalCode, refusalWords } from './request-refusals.ts';

/** What an answer is worded by; known before anything of the request is read. */
export interface Answering extends Asked {
  readonly log: Log;
}

/**
 * Everything that leaves as an error: refusals by their code, the engine's own complaints without any word of the caller's in them, and
 * every other fault as one sentence with the request id. Nothing internal leaks: no stack, no original error, no suggestion.
 */
export function useSafeErrors(): Plugin<object, Answering> {
  let schema: GraphQLSchema;
  return {
    onSchemaChange(changed) {
      schema = changed.schema;
    },
    async onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result) || !('errors' in result) || !result.errors) return;
      const errors = await Promise.all(
        result.errors.slice(0, 5).map((error) => safe(schema, error, serverContext)),
      );
      // An answer with data is an answer: its status is no error's (GraphQL over HTTP, 6.4.2).
      setResult({ ...result, errors: result.data == null ? errors : errors.map(withoutStatus) });
    },
  };
}

async function safe(schema: GraphQLSchema, error: unknown, answering: Answering): Promise<GraphQLError> {
  const cause = rootCause(error);
  const path = error instanceof GraphQLError ? error.path : undefined;
  if (isOwnError(cause)) return at(path, cause);
  if (cause instanceof DomainError) {
    if (cause.code === 'INTEGRITY_VIOLATION')
      answering.log.error('integrity_violation', { requestId: answering.requestId, code: cause.code });
    return at(path, await topLevelError(cause, answering, await inputDetails(cause, answering.language)));
  }
  if (error instanceof GraphQLError && isRequestError(error)) return requestError(schema, error, answering);
  answering.log.error('request_failed', { requestId: answering.requestId }, cause);
  return at(path, requestRefusal('INTERNAL_SERVER_ERROR', answering));
}

/** Found wrong before anything ran, by the engine or the HTTP layer. What has a path was thrown, or made wrong, by a resolver. */
function isRequestError(error: GraphQLError): boolean {
  return !error.originalError && error.path === undefined && error.extensions.unexpected !== true;
}

const codes: Readonly<Record<string, RequestRefusalCode>> = {
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  OPERATION_RESOLUTION_FAILURE: 'OPERATION_NOT_FOUND',
  BAD_REQUEST: 'BAD_REQUEST',
};

async function requestError(schema: GraphQLSchema, error: GraphQLError, asked: Asked): Promise<GraphQLError> {
  const { message, nodes, source, positions, extensions: given } = error;
  if (/^Syntax Error: Document contains more than \d+ tokens/.test(message))
    return requestRefusal('TOO_MANY_TOKENS', asked, limits.documentTokens);
  const code = codes[String(given.code)] ?? 'BAD_USER_INPUT';
  const { engineMessage } = await import('./engine-message.ts');
  const detail = engineMessage(schema, message);
  const words = refusalWords(code, asked.language);
  const extensions = { code, requestId: asked.requestId, http: given.http ?? { status: 400, spec: true } };
  const options = { nodes, source, positions, extensions };
  return new GraphQLError(detail === undefined ? words : `${words} ${detail}`, options);
}

/** Refusals of a query's arguments name the argument. */
async function inputDetails(error: DomainError, language: Language) {
  const issues = await userErrorsOf(error.issues, language);
  const named = issues?.filter((issue) => issue.path.length > 1) ?? [];
  return named.length === 0
    ? {}
    : { arguments: named.map((issue) => issue.path.slice(1).join('.')), http: { status: 400 } };
}

function at(path: GraphQLError['path'], { message, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { extensions, ...(path === undefined ? {} : { path }) });
}

function withoutStatus({ message, path, extensions: { http, ...extensions } }: GraphQLError): GraphQLError {
  const { headers } = (http ?? {}) as { headers?: Record<string, string> };
  return new GraphQLError(message, {
    extensions: { ...extensions, ...(headers ? { http: { headers } } : {}) },
    ...(path === undefined ? {} : { path }),
  });
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}
