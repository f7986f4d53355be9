import { topLevelError } from '../../schema/errors.ts';
import { type Asked, requestRefusal } from '../../schema/own-error.ts';
import { DomainError } from '../domain/errors.ts';
import type { TablesGate } from '../domain/restore/tables-gate.ts';
import { acceptedType } from './accepted-type.ts';
import { crossOriginHeaders } from './cross-origin.ts';
import { type Environment, readEnvironment } from './env.ts';
import { extendPorts } from './extend-ports.ts';
import {
  type GatewayEvent,
  type GatewayRequest,
  type GatewayResult,
  gatewayResult,
  readGatewayEvent,
} from './gateway-event.ts';
import { readGraphqlParams } from './graphql-params.ts';
import { createGraphqlServer } from './graphql-server.ts';
import { lateInboundBucket } from './late-inbound-bucket.ts';
import { lazy } from './lazy.ts';
import { type Answered, PlainRequest, PlainResponse } from './plain-messages.ts';
import { preferredLanguage } from './preferred-language.ts';
import { callerOf, createRateLimit, visitorFrom } from './rate-limit.ts';
import { refusalAnswer } from './refusal-answer.ts';
import { createTokenVerifier } from './tokens.ts';
import { viewerOf } from './viewer.ts';
import { tablesGate } from './wire-restore.ts';
import { type Wired, wire } from './wiring.ts';

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
const passedOn = ['content-type', 'allow', 'retry-after', 'www-authenticate'];

/** Answers API Gateway's events: GraphQL over HTTP, JSON only, from pinned origins. */
export function createGraphqlAnswer(env: Environment, ports: Wired, tables: Pick<TablesGate, 'require'>) {
  const reading = extendPorts(ports, { inboundBucket: lateInboundBucket(env) });
  const server = createGraphqlServer({ ports: reading, introspection: env.introspection() });
  const tokens = createTokenVerifier(env.issuers());
  const rate = createRateLimit({ perMinute: env.requestsPerMinute(), now: ports.now });
  const origins = new Set(env.allowedOrigins());

  /** A visitor is counted by address before the document is read; who brings a token, once it is known whose it is. */
  async function answer(request: GatewayRequest, asked: Asked): Promise<Answered> {
    const type = acceptedType(request.headers.get('accept'));
    if (!type) return refusalAnswer(requestRefusal('NOT_ACCEPTABLE', asked));
    const read = readGraphqlParams(request);
    if ('refused' in read) return refusalAnswer(requestRefusal(read.refused, asked, read.limit), type);
    const visits = !request.headers.has('authorization');
    if (visits) rate(visitorFrom(request.origin));
    const identified = async () => {
      // A token that is none must not escape the count: it is an address that sent it.
      const viewer = await viewerOf(tokens, request, asked).catch((error: unknown) => {
        rate(visitorFrom(request.origin));
        throw error;
      });
      if (!visits) rate(callerOf(viewer));
      return viewer;
    };
    const plain = new PlainRequest(graphqlUrl, { method: request.method, headers: { accept: type } });
    return server.fetch(plain as unknown as Request, {
      ...asked,
      log: ports.log,
      given: read.params,
      viewer: async () => {
        // A cold process looks at its tables while the token is verified.
        const [viewer] = await Promise.all([identified(), tables.require()]);
        return viewer;
      },
    });
  }

  return async (event: GatewayEvent): Promise<GatewayResult> => {
    const started = ports.now().getTime();
    const request = readGatewayEvent(event, ports.random.id);
    const { requestId } = request;
    const asked = { requestId, language: preferredLanguage(request.headers.get('accept-language')) };
    const cors = crossOriginHeaders(request, origins);
    const response = !cors
      ? refusalAnswer(requestRefusal('ORIGIN_NOT_ALLOWED', asked))
      : request.method === 'OPTIONS'
        ? new PlainResponse(null, { status: 204 })
        : await answer(request, asked).catch(async (error: unknown) => {
            if (error instanceof DomainError) return refusalAnswer(await topLevelError(error, asked));
            ports.log.error('request_failed', { requestId }, error);
            return refusalAnswer(requestRefusal('INTERNAL_SERVER_ERROR', asked));
          });
    const { status } = response;
    ports.log.info('request', { requestId, status, milliseconds: ports.now().getTime() - started });
    const headers = { ...headersOf(response), ...always, ...cors, 'x-request-id': requestId };
    return gatewayResult(status, headers, await response.text());
  };
}

const graphqlUrl = 'http://api.invalid/graphql';

const answerOnce = lazy(() => createGraphqlAnswer(readEnvironment(), wire(), tablesGate()));

/** Made once per cold start. */
export function answerGraphql(event: GatewayEvent): Promise<GatewayResult> {
  return answerOnce()(event);
}

function headersOf(response: Answered): Record<string, string> {
  return Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
