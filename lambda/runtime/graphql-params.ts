import type { RequestRefusalCode } from '../../schema/request-refusals.ts';
import { limits } from '../declared/limits.ts';
import type { GatewayRequest } from './gateway-event.ts';
import { type JsonObject, readJsonObject } from './json-object.ts';

/** What a GraphQL request holds, each part of its type (GraphQL over HTTP, 5.1). */
export interface GraphqlParams {
  readonly query?: string;
  /** `sha256:` and hex: names a persisted document in place of `query`. */
  readonly documentId?: string;
  readonly operationName?: string;
  readonly variables?: JsonObject;
  readonly extensions?: JsonObject;
}

export type Refused = { readonly refused: RequestRefusalCode; readonly limit?: number };
type Read = { readonly params: GraphqlParams } | Refused;

/** Reads a request: JSON by POST, or query parameters by GET for those who are not signed in. */
export function readGraphqlParams(request: GatewayRequest): Read {
  if (request.method === 'POST') return readPost(request);
  if (request.method !== 'GET') return { refused: 'METHOD_NOT_ALLOWED' };
  // Variables in an address would be written into the logs of everything in between.
  return request.headers.has('authorization') ? { refused: 'POST_WHEN_SIGNED_IN' } : readGet(request.query);
}

function readPost({ headers, body }: GatewayRequest): Read {
  if (!isJson(headers.get('content-type') ?? '')) return { refused: 'JSON_ONLY' };
  if (body && body.length > limits.bodyBytes) return { refused: 'BODY_TOO_LARGE', limit: limits.bodyBytes };
  const text = utf8(body);
  if (text === undefined) return { refused: 'NOT_UTF8' };
  const read = readJsonObject(text);
  return 'refused' in read ? refusedJson(read.refused) : paramsOf(read.value);
}

function readGet(query: URLSearchParams): Read {
  const given: Record<string, unknown> = {};
  for (const [name, value] of query) {
    if (Object.hasOwn(given, name) || !Object.hasOwn(types, name)) return { refused: 'BAD_REQUEST' };
    if (types[name as keyof GraphqlParams] !== 'object' || value === '') {
      given[name] = value;
      continue;
    }
    const read = readJsonObject(value);
    if ('refused' in read) return refusedJson(read.refused);
    given[name] = read.value;
  }
  return paramsOf(given);
}

const types = {
  query: 'string',
  documentId: 'string',
  operationName: 'string',
  variables: 'object',
  extensions: 'object',
} as const satisfies Readonly<Record<keyof GraphqlParams, string>>;

function paramsOf(given: JsonObject): Read {
  const params: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null) continue;
    const type = Object.hasOwn(types, name) ? types[name as keyof GraphqlParams] : undefined;
    if (type === undefined || typeof value !== type || Array.isArray(value))
      return { refused: 'BAD_REQUEST' };
    params[name] = value;
  }
  if (params.query === undefined && params.documentId === undefined) return { refused: 'BAD_REQUEST' };
  return { params };
}

function isJson(contentType: string): boolean {
  const [type, ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return type === 'application/json' && (charset === undefined || /^charset="?utf-8"?$/.test(charset));
}

/** Half a UTF-8 sequence is refused here, before it can become a character that nobody wrote. */
function utf8(body: Buffer | undefined): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body ?? new Uint8Array());
  } catch {
    return undefined;
  }
}

function refusedJson(refused: RequestRefusalCode): Refused {
  return refused === 'NESTED_TOO_DEEPLY' ? { refused, limit: limits.bodyDepth } : { refused };
}
