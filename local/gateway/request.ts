import type { IncomingMessage } from 'node:http';

/** Bytes of a request body that API Gateway accepts. */
export const bodyCapBytes = 10 * 1024 * 1024;

/** An HTTP request as a gateway sees it, before it becomes an event. */
export interface GatewayRequest {
  readonly method: string;
  /** Path and query as sent, such as `/links/confirm/abc?lang=vi`. */
  readonly target: string;
  /** In the order and the case they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly sourceIp: string;
}

/** What a gateway knows about a request beside the request itself. */
export interface RouteContext {
  /** The route's template, such as `/links/{purpose}/{token}`. */
  readonly resource: string;
  /** Decoded values of the template's parts. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly at: Date;
  readonly stage?: string;
}

/** Reads a request; undefined when its body is larger than the cap (the rest of it is read and thrown away). */
export async function readRequest(message: IncomingMessage): Promise<GatewayRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyCapBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > bodyCapBytes) return undefined;
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < message.rawHeaders.length; i += 2) {
    headers.push([message.rawHeaders[i] as string, message.rawHeaders[i + 1] as string]);
  }
  return {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers,
    body: Buffer.concat(chunks),
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
  };
}

/** Path and decoded query pairs of a request's target. A part that is not valid percent-encoding stays as it is. */
export function splitTarget(target: string): { path: string; query: string; pairs: [string, string][] } {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark + 1);
  return { path, query, pairs: [...new URLSearchParams(query)] };
}

const textual =
  /^(text\/|application\/([\w.-]+\+)?(json|xml)\b|application\/(x-www-form-urlencoded|javascript|graphql)\b)/i;

/** The body as an event carries it: text as it is, anything else in Base64, null when there is none. */
export function eventBody(request: GatewayRequest): { body: string | null; isBase64Encoded: boolean } {
  if (request.body.length === 0) return { body: null, isBase64Encoded: false };
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const isText = type === undefined || textual.test(type);
  const bytes = Buffer.from(request.body);
  return { body: bytes.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
