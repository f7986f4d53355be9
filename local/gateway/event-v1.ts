import { eventBody, type GatewayRequest, type RouteContext, splitTarget } from './request.ts';

const group = (pairs: readonly (readonly [string, string])[]): Record<string, string[]> | null => {
  const grouped: Record<string, string[]> = Object.create(null);
  for (const [name, value] of pairs) {
    grouped[name] ??= [];
    grouped[name].push(value);
  }
  return pairs.length > 0 ? { ...grouped } : null;
};

/** API Gateway's single-value form: the last value wins. */
const last = (grouped: Record<string, string[]> | null): Record<string, string> | null =>
  grouped && Object.fromEntries(Object.entries(grouped).map(([name, values]) => [name, values.at(-1) ?? '']));

const header = (request: GatewayRequest, name: string) =>
  request.headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? null;

/** `09/Apr/2026:12:34:56 +0000`, as access logs write it. */
export const requestTime = (at: Date): string => {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
};

/**
 * The event of a REST API's proxy integration (payload format 1.0).
 * Source: Amazon API Gateway Developer Guide, "Input format of a Lambda function for proxy integration".
 */
export function toEventV1(request: GatewayRequest, context: RouteContext) {
  const { path, pairs } = splitTarget(request.target);
  const host = header(request, 'host') ?? '127.0.0.1';
  const multiValueHeaders = group([
    ...request.headers,
    ['X-Forwarded-For', request.sourceIp],
    ['X-Forwarded-Port', host.split(':')[1] ?? '443'],
    ['X-Forwarded-Proto', 'https'],
  ]);
  const multiValueQueryStringParameters = group(pairs);
  const stage = context.stage ?? 'local';
  return {
    resource: context.resource,
    path,
    httpMethod: request.method,
    headers: last(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: last(multiValueQueryStringParameters),
    multiValueQueryStringParameters,
    pathParameters: Object.keys(context.pathParameters).length > 0 ? { ...context.pathParameters } : null,
    stageVariables: null,
    requestContext: {
      resourceId: 'local',
      resourcePath: context.resource,
      httpMethod: request.method,
      extendedRequestId: context.requestId,
      requestId: context.requestId,
      requestTime: requestTime(context.at),
      requestTimeEpoch: context.at.getTime(),
      path,
      accountId: '000000000000',
      apiId: 'local',
      protocol: 'HTTP/1.1',
      stage,
      domainName: host.split(':')[0],
      domainPrefix: 'local',
      authorizer: null,
      identity: {
        sourceIp: request.sourceIp,
        userAgent: header(request, 'user-agent'),
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        user: null,
        userArn: null,
      },
    },
    ...eventBody(request),
  };
}
export type EventV1 = ReturnType<typeof toEventV1>;
