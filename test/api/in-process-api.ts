import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createGraphqlAnswer } from '../../lambda/runtime/answer-graphql.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import type { GatewayEvent } from '../../lambda/runtime/gateway-event.ts';
import { createLog } from '../../lambda/runtime/log.ts';
import { systemRandom } from '../../lambda/runtime/random.ts';
import type { Wired } from '../../lambda/runtime/wiring.ts';

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  /** Text is sent as it is; anything else as JSON. */
  readonly body?: unknown;
  readonly base64?: boolean;
  readonly requestId?: string;
  readonly sourceIp?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by their paths in assertions
  readonly json: any;
}

export const issuer = 'https://staff.example';
const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };

/** A staff token that is good unless claims say otherwise. */
export const staffToken = (groups: readonly string[], claims: Readonly<Record<string, unknown>> = {}) =>
  new SignJWT({
    iss: issuer,
    sub: 'someone',
    client_id: 'page',
    token_use: 'access',
    'cognito:groups': [...groups],
    exp: Math.floor(Date.now() / 1000) + 600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(privateKey);

/**
 * The API's handler in this process. The ports given work; touching any other is noted and fails, so that `touched` tells whether a
 * request went as far as the table or a key.
 */
export function startInProcessApi(
  given: { readonly ports?: Partial<Wired>; readonly env?: Readonly<Record<string, string>> } = {},
) {
  const logs: string[] = [];
  const touched: string[] = [];
  const now = given.ports?.now ?? (() => new Date());
  const own = {
    now,
    random: systemRandom,
    log: createLog({ write: (line) => void logs.push(line), now, function: 'api' }),
    settings: { referencePattern: /^SUP-[0-9]{1,10}$/ },
    commit: async () => void touched.push('commit'),
    ...given.ports,
  };
  const ports = new Proxy(own as unknown as Wired, {
    get(target, name) {
      if (name in target) return Reflect.get(target, name);
      touched.push(String(name));
      throw new Error(`the port ${String(name)} was touched`);
    },
  });
  const env = readEnvironment({
    STAFF_ISSUER: JSON.stringify({ issuer, clientIds: ['page'], jwks: { keys: [jwk] } }),
    ALLOWED_ORIGINS: 'https://my.example, https://other.example',
    REQUESTS_PER_MINUTE: '100000',
    ...given.env,
  });
  const answer = createGraphqlAnswer(env, ports, { require: async () => {} });

  async function send(sent: Sent): Promise<Answered> {
    const { method = 'POST', query, body, base64, requestId = systemRandom.id() } = sent;
    const text = body === undefined || typeof body === 'string' ? (body ?? null) : JSON.stringify(body);
    const event: GatewayEvent = {
      httpMethod: method,
      path: '/graphql',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...sent.headers },
      multiValueQueryStringParameters: query ?? null,
      body: text,
      isBase64Encoded: base64 ?? false,
      requestContext: { requestId, identity: { sourceIp: sent.sourceIp ?? '192.0.2.1' } },
    };
    const result = await answer(event);
    return {
      status: result.statusCode,
      headers: result.headers,
      text: result.body,
      json: result.body ? JSON.parse(result.body) : undefined,
    };
  }
  return { send, logs, touched, ask: (query: string, sent: Sent = {}) => send({ ...sent, body: { query } }) };
}

/** The code of the first error. */
export const codeOf = ({ json }: Answered): string | undefined => json?.errors?.[0]?.extensions?.code;
