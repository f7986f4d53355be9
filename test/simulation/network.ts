import { Readable } from 'node:stream';
import { itemConflict, serverError, throttled, transactionConflict } from '../../local/unkind/refusals.ts';
import { type Call, describeRequest, type Fate, timedOut } from './call.ts';
import { bytesOf, type HttpAnswer, type HttpRequest } from './http.ts';
import { currentInstance, type Instance } from './instances.ts';
import { worldKey } from './replaced.ts';
import type { Draw } from './seeded.ts';
import type { Services } from './services.ts';

/** Everything between the functions and AWS: holds each call until it is let go. */
export interface Network {
  /** Calls that are waited for, in the order in which they were made. */
  readonly waiting: Call[];
  /** Calls that nobody waits for any more and that are not done yet. */
  readonly late: Call[];
  /** Lets one go. */
  release(call: Call, fate: Fate): Promise<void>;
  /** Does one that is late. */
  arrive(call: Call): Promise<void>;
}

export function openNetwork(services: Services, draw: Draw, kill: (instance: Instance) => void): Network {
  const waiting: Call[] = [];
  const late: Call[] = [];
  const handle = async (request: HttpRequest): Promise<unknown> => {
    const by = currentInstance();
    // What every run begins with is made without faults; an operator's command in a run has a process of its own.
    if (!by) return responseTo(request, await services.serve(request));
    return new Promise((resolve, reject) => {
      if (by.isDead) return;
      waiting.push({
        ...describeRequest(request),
        request,
        by,
        answer: (given) => by.isDead || resolve(responseTo(request, given)),
        fail: (error) => by.isDead || reject(error),
      });
    });
  };
  Object.assign(globalThis, { [worldKey]: handle });
  const done = (call: Call) => services.serve(call.request);
  return {
    waiting,
    late,
    async arrive(call) {
      late.splice(late.indexOf(call), 1);
      await done(call);
    },
    async release(call, fate) {
      waiting.splice(waiting.indexOf(call), 1);
      switch (fate) {
        case 'PASSES':
          return call.answer(await done(call));
        case 'THROTTLED':
          return call.answer(refused(throttled(asked(call), draw)));
        case 'FAILS_BEFORE':
          return call.answer(refused(serverError(asked(call))));
        case 'FAILS_AFTER':
          await done(call);
          return call.answer(refused(serverError(asked(call))));
        case 'TIMES_OUT_BEFORE':
          return call.fail(timedOut());
        case 'TIMES_OUT_AFTER':
          await done(call);
          return call.fail(timedOut());
        case 'COMES_LATE':
          late.push(call);
          return call.fail(timedOut());
        case 'DONE_TWICE':
          await done(call);
          return call.answer(await done(call));
        case 'CONFLICT': {
          const conflict = call.operation === 'TransactWriteItems' ? transactionConflict : itemConflict;
          return call.answer(refused(conflict(asked(call), draw)));
        }
        case 'DIES_BEFORE':
          return kill(call.by);
        case 'DIES_AFTER':
          await done(call);
          return kill(call.by);
      }
    },
  };
}

const protocols = { dynamodb: 'dynamodb', kms: 'json', ses: 'query', s3: 'rest' } as const;

/** The call as the unkind proxy describes one. */
const asked = ({ service, operation, request }: Call) => ({
  method: request.method,
  path: request.path,
  headers: request.headers,
  body: bytesOf(request.body),
  protocol: protocols[service],
  operation,
});

type Refusal = ReturnType<typeof serverError>;
const refused = ({ status, headers, body }: Refusal): HttpAnswer => ({
  statusCode: status,
  headers: headers as Record<string, string>,
  body: body as Buffer,
});

/** S3's contents are read as streams. */
const responseTo = ({ hostname }: HttpRequest, { statusCode, headers, body }: HttpAnswer) => ({
  response: {
    statusCode,
    headers,
    body: hostname.startsWith('s3.') ? Readable.from([body]) : new Uint8Array(body),
  },
});
