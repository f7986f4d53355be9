import type { GraphQLError } from 'graphql';
import {
  DomainError,
  type ErrorCode,
  type Issue,
  type UserErrorCode,
  userErrorCodes,
} from '../lambda/domain/errors.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { type Asked, ownError, requestRefusal } from './own-error.ts';

/** HTTP status of a refusal that answers the whole operation, for clients of `application/graphql-response+json`. */
const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  RATE_LIMITED: 429,
  READ_BUDGET_SPENT: 429,
  TEMPORARILY_UNAVAILABLE: 503,
};

/** In words, which a process loads with the first error that it words. */
async function wordingOf(code: ErrorCode, language: Language, path: readonly string[] = []): Promise<string> {
  const words = await import('./error-words.ts');
  return words.wordingOf(code, language, path);
}

/** A refusal as a top-level error with a stable `extensions.code`. */
export async function topLevelError(
  error: DomainError,
  asked: Asked,
  details: Readonly<Record<string, unknown>> = {},
): Promise<GraphQLError> {
  const { code, retryAfterSeconds } = error;
  // A caller learns no more of a tampered record than of any other fault.
  if (code === 'INTEGRITY_VIOLATION') return requestRefusal('INTERNAL_SERVER_ERROR', asked);
  const wait = retryAfterSeconds === undefined ? undefined : Math.ceil(retryAfterSeconds);
  return ownError(await wordingOf(code, asked.language), {
    extensions: {
      code,
      requestId: asked.requestId,
      ...(wait === undefined ? {} : { retryAfter: wait }),
      http: {
        status: statuses[code] ?? 403,
        headers: {
          ...(wait === undefined ? {} : { 'retry-after': String(wait) }),
          ...(code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : {}),
        },
      },
      ...details,
    },
  });
}

const UserErrorCodeEnum = builder.enumType('UserErrorCode', {
  description: 'What is wrong with an input, or why it does not fit what is. Stable; new codes may be added.',
  values: userErrorCodes,
});

interface UserErrorShape {
  readonly code: UserErrorCode;
  readonly message: string;
  readonly path: readonly string[];
}

/** The `errors` list of every mutation. */
export const UserError = builder.objectRef<UserErrorShape>('UserError').implement({
  description: 'Something the caller can mend.',
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCodeEnum, access: ['everyone'] }),
    message: t.exposeString('message', {
      access: ['everyone'],
      description: "The code in the caller's language, with the remedy. Never holds a value.",
    }),
    path: t.stringList({
      access: ['everyone'],
      description: 'The field it is about, from `input` down.',
      resolve: (error) => [...error.path],
    }),
  }),
});

/** Issues as user errors; undefined when one of them is none of the caller's to mend. */
export async function userErrorsOf(
  issues: readonly Issue[],
  language: Language,
): Promise<readonly UserErrorShape[] | undefined> {
  const errors: UserErrorShape[] = [];
  for (const { code, path } of issues) {
    if (!isUserErrorCode(code)) return undefined;
    errors.push({ code, message: await wordingOf(code, language, path), path: ['input', ...path] });
  }
  return errors;
}

function isUserErrorCode(code: ErrorCode): code is UserErrorCode {
  return (userErrorCodes as readonly string[]).includes(code);
}

/** What a mutation answers: the record it made or changed, or what to mend. */
export interface Outcome<T> {
  readonly value: T | undefined;
  readonly errors: readonly UserErrorShape[];
}

/** Runs a mutation; a refusal that the caller can mend becomes its `errors`, every other goes up. */
export async function outcome<T>(language: Language, act: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await act(), errors: [] };
  } catch (error) {
    const errors = error instanceof DomainError ? await userErrorsOf(error.issues, language) : undefined;
    if (!errors) throw error;
    return { value: undefined, errors };
  }
}
