import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LoopbackServer, serveOnLoopback } from '../loopback-server.ts';
import { toEventV1 } from './event-v1.ts';
import { toEventV2 } from './event-v2.ts';
import { type GatewayRoute, matchRoute } from './match-route.ts';
import { readRequest, splitTarget } from './request.ts';
import { type GatewayResponse, gatewayMessage, toResponse } from './response.ts';
import { type StaticSite, staticResponse } from './static-site.ts';

export interface GatewayOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  readonly routes: readonly GatewayRoute[];
  /** Folders by prefix, such as `/graphiql`. Routes come first. */
  readonly staticSites?: Readonly<Record<string, StaticSite>>;
  /** Exact paths and where they lead. */
  readonly redirects?: Readonly<Record<string, string>>;
  /** REST API (1.0, the default, and what is deployed) or HTTP API (2.0). */
  readonly payloadFormat?: '1.0' | '2.0';
}

const redirect = (location: string): GatewayResponse => ({
  status: 302,
  headers: [['Location', location]],
  body: '',
});

async function respondTo(message: IncomingMessage, options: GatewayOptions): Promise<GatewayResponse> {
  const request = await readRequest(message);
  if (!request) return gatewayMessage(413, 'Request Too Long');
  const { path } = splitTarget(request.target);

  const match = matchRoute(options.routes, request.method, path);
  if (match) {
    const format = options.payloadFormat ?? '1.0';
    const event = (format === '2.0' ? toEventV2 : toEventV1)(request, {
      resource: match.route.path,
      pathParameters: match.pathParameters,
      requestId: randomUUID(),
      at: new Date(),
    });
    return toResponse(await match.route.invoke(event), format);
  }
  if (request.method === 'GET' || request.method === 'HEAD') {
    const location = options.redirects?.[path];
    if (location) return redirect(location);
    for (const [prefix, site] of Object.entries(options.staticSites ?? {})) {
      if (path === prefix) return redirect(`${prefix}/`);
      if (path.startsWith(`${prefix}/`)) return staticResponse(site, path.slice(prefix.length));
    }
  }
  return gatewayMessage(403, 'Missing Authentication Token');
}

function send(response: ServerResponse, method: string | undefined, answer: GatewayResponse): void {
  const headers = new Map<string, [name: string, values: string[]]>();
  for (const [name, value] of answer.headers) {
    const known = headers.get(name.toLowerCase());
    if (known) known[1].push(value);
    else headers.set(name.toLowerCase(), [name, [value]]);
  }
  headers.delete('content-length');
  headers.delete('transfer-encoding');
  response.statusCode = answer.status;
  for (const [name, values] of headers.values()) {
    response.setHeader(name, values.length === 1 ? (values[0] as string) : values);
  }
  response.end(method === 'HEAD' ? undefined : answer.body);
}

/**
 * A regional REST API of API Gateway on 127.0.0.1: requests become proxy events, answers become responses, and the
 * gateway's own refusals read as API Gateway's do (413 above 10 MB, 403 for an unknown route, 502, 504).
 */
export async function startGateway(options: GatewayOptions): Promise<LoopbackServer> {
  return serveOnLoopback('The API gateway', options.port, async (message, response) => {
    send(response, message.method, await respondTo(message, options));
  });
}
