import { limits } from '../declared/limits.ts';
import { readEnvironment } from './env.ts';
import {
  type GatewayEvent,
  type GatewayRequest,
  type GatewayResult,
  gatewayResult,
  readGatewayEvent,
} from './gateway-event.ts';
import { createGraphqlServer } from './graphql-server.ts';
import { createRateLimit } from './rate-limit.ts';
import { createTokenVerifier } from './tokens.ts';
import { languageOf, viewerOf } from './viewer.ts';
import { wire } from './wiring.ts';

const passedOn = ['accept', 'content-type'];
const corsHeaders = 'authorization, content-type, accept-language, x-processing-purpose, x-reference';
const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Answers one API Gateway event: GraphQL over HTTP, JSON only, from pinned origins. */
export function createGraphqlAnswer(env = readEnvironment()) {
  const ports = wire();
  const server = createGraphqlServer({ ports, introspection: env.introspection() });
  const { staff, customer, service } = env.issuers();
  const tokens = createTokenVerifier({ staff, customer, service });
  const limitRate = createRateLimit({ perMinute: env.requestsPerMinute(), now: ports.now });
  const origins = new Set(env.allowedOrigins());

  return async (event: GatewayEvent): Promise<GatewayResult> => {
    const started = ports.now().getTime();
    const request = readGatewayEvent(event, ports.random.id);
    const { requestId } = request;
    const cors = corsOf(request, origins);
    if (!cors) return refusal(403, 'ORIGIN_NOT_ALLOWED', requestId, {});
    if (request.method === 'OPTIONS') return gatewayResult(204, { ...always, ...cors }, '');
    const unfit = unfitBody(request);
    if (unfit) return refusal(unfit.status, unfit.code, requestId, cors);

    const response = await server.fetch(toFetchRequest(request), {
      requestId,
      language: languageOf(request.headers.get('accept-language')),
      log: ports.log,
      viewer: async () => {
        const viewer = await viewerOf(tokens, { header: (name) => request.headers.get(name), ...request });
        limitRate(viewer);
        return viewer;
      },
    });
    const body = await response.text();
    const { status } = response;
    ports.log.info('request', { requestId, status, milliseconds: ports.now().getTime() - started });
    return gatewayResult(
      status,
      { ...headersOf(response), ...always, ...cors, 'x-request-id': requestId },
      body,
    );
  };
}

let answer: ReturnType<typeof createGraphqlAnswer> | undefined;

/** Made once per cold start. */
export function answerGraphql(event: GatewayEvent): Promise<GatewayResult> {
  answer ??= createGraphqlAnswer();
  return answer(event);
}

/** Headers for the caller's origin; undefined when a browser calls from one that is not pinned. */
function corsOf(request: GatewayRequest, origins: ReadonlySet<string>): Record<string, string> | undefined {
  const origin = request.headers.get('origin');
  if (origin === undefined) return {};
  if (!origins.has(origin)) return undefined;
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': corsHeaders,
    'access-control-max-age': '600',
    vary: 'origin',
  };
}

/** JSON only; half a UTF-8 sequence is refused here, before it can become a character that nobody wrote. */
function unfitBody({ method, headers, body }: GatewayRequest): { status: number; code: string } | undefined {
  if (method !== 'POST') return undefined;
  if (body && body.length > limits.bodyBytes) return { status: 413, code: 'BODY_TOO_LARGE' };
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return { status: 415, code: 'JSON_ONLY' };
  try {
    if (body) new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return { status: 400, code: 'NOT_UTF8' };
  }
  return undefined;
}

const refusalWords: Readonly<Record<string, string>> = {
  ORIGIN_NOT_ALLOWED: 'This origin may not call the API.',
  BODY_TOO_LARGE: `The request body is larger than ${limits.bodyBytes} bytes.`,
  JSON_ONLY: 'Send application/json.',
  NOT_UTF8: 'The request body is not valid UTF-8.',
};

function refusal(
  status: number,
  code: string,
  requestId: string,
  cors: Record<string, string>,
): GatewayResult {
  const body = JSON.stringify({ errors: [{ message: refusalWords[code], extensions: { code, requestId } }] });
  return gatewayResult(
    status,
    { ...always, ...cors, 'content-type': 'application/json; charset=utf-8' },
    body,
  );
}

function toFetchRequest({ method, headers, body, query }: GatewayRequest): Request {
  const kept = passedOn.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  // The path is the route's, whatever stage or base path stood before it.
  const search = query.size > 0 ? `?${query}` : '';
  return new Request(`http://api.invalid/graphql${search}`, {
    method,
    headers: kept,
    ...(body && method !== 'GET' ? { body: new Uint8Array(body) } : {}),
  });
}

function headersOf(response: Response): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['content-type', 'allow', 'accept']) {
    const value = response.headers.get(name);
    if (value !== null) kept[name] = value;
  }
  return kept;
}
