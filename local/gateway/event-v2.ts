import { requestTime } from './event-v1.ts';
import { eventBody, type GatewayRequest, type RouteContext, splitTarget } from './request.ts';

/** Format 2.0 has no lists: values of one name are joined by commas. */
function join(pairs: readonly (readonly [string, string])[]): Record<string, string | undefined> {
  const joined = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

/**
 * The event of an HTTP API's proxy integration (payload format 2.0): header names in lower case, cookies apart,
 * and what is absent is left out rather than null.
 * Source: Amazon API Gateway Developer Guide, "AWS Lambda proxy integrations for HTTP APIs".
 */
export function toEventV2(request: GatewayRequest, context: RouteContext) {
  const { path, query, pairs } = splitTarget(request.target);
  const lower = request.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const cookies = lower
    .filter(([name]) => name === 'cookie')
    .flatMap(([, value]) => value.split(';').map((cookie) => cookie.trim()));
  const headers = join([
    ...lower.filter(([name]) => name !== 'cookie'),
    ['x-forwarded-for', request.sourceIp],
    ['x-forwarded-proto', 'https'],
  ]);
  const { body, isBase64Encoded } = eventBody(request);
  const routeKey = `${request.method} ${context.resource}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(pairs.length > 0 && { queryStringParameters: join(pairs) }),
    ...(Object.keys(context.pathParameters).length > 0 && { pathParameters: { ...context.pathParameters } }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host?.split(':')[0] ?? '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: context.requestId,
      routeKey,
      stage: context.stage ?? '$default',
      time: requestTime(context.at),
      timeEpoch: context.at.getTime(),
    },
    ...(body !== null && { body }),
    isBase64Encoded,
  };
}
