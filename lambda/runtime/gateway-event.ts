import { isIP } from 'node:net';
import type { Origin } from '../domain/viewer.ts';

/** What is used of an API Gateway proxy event, of payload format 1.0 (REST) or 2.0 (HTTP). */
export interface GatewayEvent {
  readonly version?: string;
  readonly httpMethod?: string;
  readonly path?: string;
  readonly rawPath?: string;
  readonly rawQueryString?: string;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: {
    readonly requestId?: string;
    readonly identity?: { readonly sourceIp?: string };
    readonly http?: { readonly method?: string; readonly sourceIp?: string };
  };
}

export interface GatewayResult {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** A request as the handlers read it. Header names are in lower case. */
export interface GatewayRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: ReadonlyMap<string, string>;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer | undefined;
  readonly origin: Origin;
  readonly requestId: string;
}

/** Reads an event of either payload format. @throws TypeError when it is neither: nothing else calls these functions */
export function readGatewayEvent(event: GatewayEvent, newId: () => string): GatewayRequest {
  const method = event.httpMethod ?? event.requestContext?.http?.method;
  if (method === undefined || typeof (event.body ?? '') !== 'string')
    throw new TypeError('not an API Gateway event');
  const headers = new Map<string, string>();
  for (const [name, values] of Object.entries(event.multiValueHeaders ?? {}))
    if (values) headers.set(name.toLowerCase(), values.join(', '));
  for (const [name, value] of Object.entries(event.headers ?? {}))
    if (value !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  const context = event.requestContext ?? {};
  const requestId = context.requestId;
  return {
    method: method.toUpperCase(),
    path: event.path ?? event.rawPath ?? '/',
    query: queryOf(event),
    headers,
    pathParameters: event.pathParameters ?? {},
    body: event.body == null ? undefined : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'),
    origin: originOf(event, headers),
    requestId: requestId && /^[A-Za-z0-9-]{8,64}$/.test(requestId) ? requestId : newId(),
  };
}

function queryOf(event: GatewayEvent): URLSearchParams {
  if (event.rawQueryString !== undefined) return new URLSearchParams(event.rawQueryString);
  const query = new URLSearchParams();
  if (!event.multiValueQueryStringParameters)
    for (const [name, value] of Object.entries(event.queryStringParameters ?? {}))
      if (value !== undefined) query.append(name, value);
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {}))
    for (const value of values ?? []) query.append(name, value);
  return query;
}

/**
 * Where the caller is. Behind CloudFront the gateway sees CloudFront, which names the viewer's address and port in a header of its own;
 * the firewall lets nobody else through to the gateway, so no caller can write it. Without CloudFront: the address the gateway saw.
 */
function originOf(event: GatewayEvent, headers: ReadonlyMap<string, string>): Origin {
  const viewer = /^\[?([0-9a-f.:]+?)\]?:(\d{1,5})$/i.exec(headers.get('cloudfront-viewer-address') ?? '');
  if (viewer?.[1] && isIP(viewer[1])) return { address: viewer[1], port: Number(viewer[2]) };
  const { identity, http } = event.requestContext ?? {};
  return { address: identity?.sourceIp ?? http?.sourceIp ?? 'unknown' };
}

export function gatewayResult(
  statusCode: number,
  headers: Record<string, string>,
  body: string,
): GatewayResult {
  return { statusCode, headers, body, isBase64Encoded: false };
}
