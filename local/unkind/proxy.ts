import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveOnLoopback } from '../loopback-server.ts';
import { readBody } from '../request-body.ts';
import { type Answer, type Call, toCall } from './call.ts';
import { forwarder } from './forward.ts';
import { lateIndexes } from './index-lag.ts';
import type { Injected, UnkindRates } from './rates.ts';
import { itemConflict, serverError, throttled, transactionConflict } from './refusals.ts';
import { type Draw, seededDraw } from './seeded-random.ts';
import { unkindRecords } from './stream-records.ts';
import { holdBackKeys } from './unprocessed-keys.ts';

export interface UnkindOptions {
  /** Address of the engine behind: DynamoDB with its streams, KMS, SES or S3. */
  readonly target: string;
  readonly seed: number | string;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly rates: UnkindRates;
  /** Sees each call as it came in. */
  readonly onCall?: (call: Call) => void;
}

export interface UnkindProxy {
  readonly url: string;
  /** Calls that came in, by operation, those that were refused or dropped included. */
  calls(): Record<string, number>;
  /** What was done to them. */
  injected(): Partial<Record<Injected, number>>;
  /** Changes the rates from now on; `{}` makes the proxy kind. */
  setRates(rates: UnkindRates): void;
  /** Sets both counters to nothing; the order of chance starts anew. */
  reset(): void;
  stop(): Promise<void>;
}

const transactions = new Set(['TransactWriteItems', 'TransactGetItems']);
const itemWrites = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
const bodyLimit = 64 * 1024 * 1024;

/**
 * A proxy that makes a local engine as unkind as AWS can be. Which call suffers what depends on the seed, the operation
 * and how many calls of that operation came before: a test that makes the same calls in the same order sees the same.
 */
export async function startUnkindProxy(options: UnkindOptions): Promise<UnkindProxy> {
  let { rates } = options;
  const calls = new Map<string, number>();
  const injected = new Map<Injected, number>();
  const count = (what: Injected) => void injected.set(what, (injected.get(what) ?? 0) + 1);
  const { forward, passOn, close } = forwarder(options.target);
  const indexes = lateIndexes(forward);
  const tamperRecords = unkindRecords();

  /** An answer that the engine never hears of. */
  function refuse(call: Call, draw: Draw): Answer | undefined {
    // Every chance is drawn, used or not: one rate does not move another's turns.
    const hits = (rate: number | undefined) => draw() < (rate ?? 0);
    const [throttle, fault, conflict, single] = [
      hits(rates.throttle),
      hits(rates.serverError),
      hits(rates.transactionConflict) && transactions.has(call.operation),
      hits(rates.itemConflict) && itemWrites.has(call.operation),
    ];
    if (throttle) {
      count('throttle');
      return throttled(call, draw);
    }
    if (fault) {
      count('serverError');
      return serverError(call);
    }
    if (conflict) {
      count('transactionConflict');
      return transactionConflict(call, draw);
    }
    if (single) {
      count('itemConflict');
      return itemConflict(call);
    }
    return undefined;
  }

  /** Passes a call on, and tampers with what comes back. */
  async function pass(call: Call, draw: Draw): Promise<Answer> {
    if (call.protocol !== 'dynamodb') return forward(call);
    if (call.operation === 'BatchGetItem' && draw() < (rates.unprocessedKeys ?? 0)) {
      const split = holdBackKeys(call, draw);
      if (split) count('unprocessedKeys');
      return split ? split.complete(await forward(split.call)) : forward(call);
    }
    const answer = await forward(call);
    if (call.operation === 'GetRecords') return tamperRecords(call, answer, rates, draw, count);
    if (!rates.indexLagMs) return answer;
    if (call.operation === 'Query') return indexes.hide(call, answer, Date.now() - rates.indexLagMs, count);
    if (answer.status === 200) await indexes.note(call, Date.now());
    return answer;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'POST', url: path = '/', headers } = request;
    const call = toCall({ method, path, headers, body: await readBody(request, bodyLimit) });
    const before = calls.get(call.operation) ?? 0;
    calls.set(call.operation, before + 1);
    options.onCall?.(call);
    const draw = seededDraw(options.seed, call.operation, before);

    const [delays, drops] = [draw() < (rates.delay ?? 0), draw() < (rates.dropAnswer ?? 0)];
    const held = draw() * (rates.delayMs ?? 50);
    if (delays) {
      count('delay');
      await new Promise((resolve) => setTimeout(resolve, held));
    }
    const refused = refuse(call, draw);
    const answer = refused ?? (await pass(call, draw));
    if (drops && !refused) {
      count('dropAnswer');
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { ...passOn(answer), 'content-length': answer.body.length });
    response.end(answer.body);
  }

  const server = await serveOnLoopback('The unkind proxy', options.port, serve);
  return {
    url: server.url,
    calls: () => Object.fromEntries(calls),
    injected: () => Object.fromEntries(injected),
    setRates(changed) {
      rates = changed;
    },
    reset() {
      calls.clear();
      injected.clear();
    },
    async stop() {
      await server.stop();
      close();
    },
  };
}
