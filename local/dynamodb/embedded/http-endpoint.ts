import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { apiError, isApiError } from './api-error.ts';
import type { Engine } from './engine.ts';
import { answer } from './operations.ts';

const maximumRequestBytes = 16 * 1024 * 1024;
const json = 'application/x-amz-json-1.0';

/**
 * DynamoDB's endpoint: JSON 1.0 over POST. Pages open in a browser on this machine cannot reach it: the content type
 * needs a permission no answer here grants, and a name that only points at this machine is no host of ours.
 */
export function endpoint(engine: Engine): Server {
  return createServer((request, response) => {
    handle(engine, request).then(
      (body) => send(response, 200, body),
      (error: unknown) => {
        if (isApiError(error)) return send(response, error.statusCode, error.body);
        const text = error instanceof Error ? error.message : 'unknown';
        send(response, 500, {
          __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
          message: text,
        });
      },
    );
  });
}

async function handle(engine: Engine, request: IncomingMessage): Promise<Record<string, unknown>> {
  const ours = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');
  if (request.method !== 'POST' || request.headers['content-type'] !== json || !ours) {
    throw apiError('UnknownOperationException', `Send a POST of ${json} to 127.0.0.1.`);
  }
  if (!request.headers.authorization?.startsWith('AWS4-')) {
    throw apiError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  const body = parsed(await read(request));
  return answer(engine, String(request.headers['x-amz-target']), body);
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maximumRequestBytes) throw apiError('RequestEntityTooLargeException', 'Request is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function parsed(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    if (body !== null && typeof body === 'object' && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {}
  throw apiError('SerializationException', 'The body is not a JSON object.');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': json,
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
}
