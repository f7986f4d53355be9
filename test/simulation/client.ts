import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instances, Outcome } from './instances.ts';
import { type Read, readsIn } from './reads-in.ts';
import type { Draw } from './seeded.ts';
import { type Person, tokenOf } from './token.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read by their paths
export type Json = any;

/** What came back: nothing when the function died. */
export interface Reply {
  readonly status: number;
  readonly data: Json;
  readonly codes: readonly string[];
  readonly text: string;
  /** Seconds after which to ask again, where the answer says so. */
  readonly retryAfter: number | undefined;
}

/** An act with a key, and every answer that its caller got to it. */
export interface Act {
  readonly name: string;
  readonly key: string;
  readonly input: Json;
  readonly by: Person | undefined;
  readonly answers: Reply[];
}

export interface Client {
  /** What employees were answered of customers. */
  readonly reads: Read[];
  /** Every act so far. */
  readonly acts: Act[];
  /** Every answer with a refusal, for a search. */
  readonly refusals: string[];
  /** Asks once. */
  ask(
    query: string,
    asking?: { by?: Person | undefined; variables?: object; headers?: object },
  ): Promise<Reply>;
  /** A mutation with a key of its own, asked again with it until it was answered, and now and then once more. */
  act(name: string, record: string, by: Person | undefined, input: Json): Promise<Reply>;
  /** Opens a page behind a link, or acts there, until there is an answer. */
  follow(link: string, method: 'GET' | 'POST', body?: string): Promise<{ status: number; page: string }>;
}

/** Inputs that are not named after their mutation. */
const sharedInputs: Readonly<Record<string, string>> = { restrictProcessing: 'RequestRightInput' };
const passing = new Set(['TEMPORARILY_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED']);

export function openClient({ invoke }: Pick<Instances, 'invoke'>, draw: Draw): Client {
  const acts: Act[] = [];
  const reads: Read[] = [];
  const refusals: string[] = [];
  const ask: Client['ask'] = async (query, { by, variables, headers } = {}) => {
    const sent = {
      'content-type': 'application/json',
      'accept-language': 'en',
      ...(by && { authorization: `Bearer ${tokenOf(by)}` }),
      ...headers,
    };
    const body = JSON.stringify({ query, variables });
    const event = gatewayEvent('POST', '/graphql', sent, body);
    const reply = replyOf(await invoke('api', event));
    if (by?.issuer === 'staff') reads.push(...readsIn(reply.data, event.requestContext.requestId));
    if (reply.codes.length > 0) refusals.push(toldOthers(reply));
    return reply;
  };
  return {
    acts,
    reads,
    refusals,
    ask,
    async act(name, record, by, input) {
      const type = sharedInputs[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation Act($input: ${type}!) { ${name}(input: $input) { ${record} errors { code path } } }`;
      const key = `key-${draw.bytes(12).toString('hex')}`;
      const act: Act = { name, key, input, by, answers: [] };
      acts.push(act);
      const again = draw.often(0.25) ? 2 : 1;
      while (act.answers.length < again) {
        const reply = await ask(query, { by, variables: { input: { idempotencyKey: key, ...input } } });
        if (isPassing(reply)) await pause((reply.retryAfter ?? 0) * 1000 + 1000 + draw.below(4000));
        else act.answers.push(reply);
      }
      return act.answers[0] as Reply;
    },
    async follow(link, method, body) {
      const { pathname } = new URL(link);
      const [, , purpose = '', token = ''] = pathname.split('/');
      for (;;) {
        const type = { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' };
        const event = gatewayEvent(method, pathname, type, body, { purpose, token });
        const outcome = await invoke('links', event);
        const { statusCode = 502, body: page = '' } = (
          outcome.kind === 'ANSWERED' ? outcome.value : {}
        ) as Json;
        if (statusCode >= 400) refusals.push(page);
        if (statusCode < 500) return { status: statusCode, page };
        await pause(1000 + draw.below(4000));
      }
    },
  };
}

/** What an answer says but for what customers read of themselves and employees of customers: where a part of that is refused, they are told the rest. */
const toldOthers = ({ text }: Reply): string =>
  JSON.stringify(JSON.parse(text || 'null'), (name, value) => (read.has(name) ? undefined : value));
const read = new Set([
  'me',
  'value',
  'words',
  'correspondent',
  'attachments',
  'attachment',
  'documentContent',
]);

/** Whether to ask again. */
export const isPassing = ({ status, codes }: Reply) =>
  status >= 500 || codes.some((code) => passing.has(code));

function replyOf(outcome: Outcome): Reply {
  if (outcome.kind !== 'ANSWERED')
    return { status: 502, data: undefined, codes: [outcome.kind], text: '', retryAfter: undefined };
  const { statusCode, body } = outcome.value as { statusCode: number; body: string };
  const { data, errors = [] } = JSON.parse(body) as Json;
  const own = Object.values(data ?? {}).flatMap((payload: Json) => payload?.errors ?? []);
  const codes = [
    ...errors.map((error: Json) => error.extensions.code),
    ...own.map((error: Json) => error.code),
  ];
  return { status: statusCode, data, codes, text: body, retryAfter: errors[0]?.extensions.retryAfter };
}

function gatewayEvent(method: string, path: string, headers: object, body?: string, pathParameters = {}) {
  return {
    ...{ httpMethod: method, path, headers, body: body ?? null, pathParameters, isBase64Encoded: false },
    requestContext: { requestId: randomUUID(), identity: { sourceIp: '203.0.113.7' } },
  };
}
