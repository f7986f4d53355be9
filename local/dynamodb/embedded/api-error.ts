import type { ApiError } from './dynalite.ts';

const namespace = 'com.amazonaws.dynamodb.v20120810';

/** An error as DynamoDB words it on the wire; the SDK turns `__type` into its own class. */
export function apiError(type: string, message: string, more: Record<string, unknown> = {}): ApiError {
  const statusCode = 400;
  const body = { __type: `${namespace}#${type}`, message, ...more };
  return Object.assign(new Error(message), { statusCode, body });
}

export const invalid = (message: string): ApiError => apiError('ValidationException', message);

export const isApiError = (error: unknown): error is ApiError =>
  error instanceof Error && 'statusCode' in error && 'body' in error;

/** The bare name: `ConditionalCheckFailedException`. */
export const typeOf = (error: ApiError): string => error.body.__type.split('#')[1] ?? '';
