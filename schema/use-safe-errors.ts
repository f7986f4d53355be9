import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { DomainError } from '../lambda/domain/errors.ts';
import type { Log } from '../lambda/domain/ports.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { topLevelError, userErrorsOf } from './errors.ts';

/** What an answer is worded by; known before anything of the request is read. */
export interface Answering {
  readonly requestId: string;
  readonly language: Language;
  readonly log: Log;
}

/** Messages of the GraphQL engine that name schema things only. Any other may quote a value, so it is not passed on. */
const namesOnly = [
  /^Cannot query field "\w+" on type "\w+"\.$/,
  /^Unknown (argument|type|fragment|directive|operation named) "[@\w.]+"/,
  /^Unknown operation named "\w+"\.$/,
  /^Variable "\$\w+" (is not defined|is never used|of required type|cannot be non-input)/,
  /^Variable "\$\w+" of type "[\w![\]]+" used in position expecting type "[\w![\]]+"/,
  /^Argument "[\w.:()]+" of type "[\w![\]]+" is required/,
  /^Field "\w+(\.\w+)?" (argument|of required type|of type|must not have a selection)/,
  /^Fragment "\w+"/,
  /^Fields "\w+" conflict/,
  /^(There can be only one|Must provide|Anonymous operation|This anonymous operation|Only one operation|Subscription)/,
  /^Document contains more than \d+ tokens/,
  /^Syntax Error: Document contains more than \d+ tokens/,
];

/**
 * Everything that leaves as an error: refusals by their code, the engine's own complaints without any value in them, and every other
 * fault as one sentence with the request id. Nothing internal leaks: no stack, no original error, no suggestion.
 */
export function useSafeErrors(): Plugin<object, Answering> {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      if (
        Array.isArray(result) ||
        !result ||
        typeof result !== 'object' ||
        !('errors' in result) ||
        !result.errors
      )
        return;
      const errors = result.errors.slice(0, 5).map((error) => safe(error, serverContext));
      setResult({ ...result, errors });
    },
  };
}

function safe(error: unknown, answering: Answering): GraphQLError {
  const cause = rootCause(error);
  const where = error instanceof GraphQLError ? { path: error.path, nodes: error.nodes } : {};
  if (cause instanceof DomainError) {
    if (cause.code === 'INTEGRITY_VIOLATION')
      answering.log.error('integrity_violation', { requestId: answering.requestId, code: cause.code });
    const { message, extensions } = topLevelError(cause, answering, inputDetails(cause, answering.language));
    return new GraphQLError(message, { extensions, ...pathOf(where.path) });
  }
  if (error instanceof GraphQLError && cause === error) return engineError(error);
  answering.log.error('request_failed', { requestId: answering.requestId }, cause);
  const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId: answering.requestId, http: { status: 500 } };
  const message =
    answering.language === 'vi'
      ? 'Có lỗi xảy ra. Hãy thử lại sau.'
      : 'Something went wrong. Try again later.';
  return new GraphQLError(message, { extensions, ...pathOf(where.path) });
}

/** Refusals of a query's arguments name the argument. */
function inputDetails(error: DomainError, language: Language) {
  const issues = userErrorsOf(error.issues, language);
  const named = issues?.filter((issue) => issue.path.length > 1) ?? [];
  return named.length === 0
    ? {}
    : { arguments: named.map((issue) => issue.path.slice(1).join('.')), http: { status: 400 } };
}

function engineError(error: GraphQLError): GraphQLError {
  const code = error.extensions['code'];
  const http = error.extensions['http'];
  const known = namesOnly.some((form) => form.test(error.message)) || isOwn(error);
  const syntax = error.message.startsWith('Syntax Error');
  const message = known
    ? error.message
    : syntax
      ? 'Syntax error in the document.'
      : 'The request is not valid: a value does not fit its type. See the schema.';
  const extensions = {
    ...(isOwn(error) ? error.extensions : {}),
    code: typeof code === 'string' ? code : syntax ? 'GRAPHQL_PARSE_FAILED' : 'BAD_USER_INPUT',
    http: http ?? { status: 400 },
  };
  const { nodes, source, positions } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions, ...pathOf(error.path) });
}

/** Made here, by a limit or the plan check: already safe. */
function isOwn(error: GraphQLError): boolean {
  return error.extensions['safe'] === true || error.extensions['requestId'] !== undefined;
}

function pathOf(path: GraphQLError['path']) {
  return path === undefined ? {} : { path };
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}
