import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveOnLoopback } from '../../local/loopback-server.ts';
import { readBody } from '../../local/request-body.ts';
import { type Answer, type Call, toCall } from '../../local/unkind/call.ts';
import { forwarder } from '../../local/unkind/forward.ts';
import { serverError, throttled, transactionConflict } from '../../local/unkind/refusals.ts';

/**
 * What goes wrong with one call: `THROTTLED`, `BROKEN` (status 500), `DENIED` and `CONFLICT` (a transaction that met another): nothing is
 * done; `LOST`: it is done, and the connection breaks in place of an answer.
 */
export type Fault = 'THROTTLED' | 'BROKEN' | 'DENIED' | 'CONFLICT' | 'LOST';
/** Asked for each call, in order; may wait, and holds the call up then. */
export type FaultFor = (call: Call) => Fault | undefined | Promise<Fault | undefined>;

/** Stands between functions and one AWS service: keeps what was asked, and makes what a test chooses go wrong. */
export interface FaultProxy {
  readonly url: string;
  /** Every call so far. */
  readonly calls: Call[];
  /** From now on; undefined ends it. */
  setFault(faultFor: FaultFor | undefined): void;
  stop(): Promise<void>;
}

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let faultFor: FaultFor | undefined;
  const calls: Call[] = [];
  const { forward, passOn, close } = forwarder(target);
  const server = await serveOnLoopback('The fault proxy', 0, async (request, response) => {
    const call = await read(request);
    calls.push(call);
    const fault = await faultFor?.(call);
    if (fault === 'DENIED') return deny(response);
    const answer = refusalOf(fault, call) ?? (await forward(call));
    if (fault === 'LOST') return void request.socket.destroy();
    response.writeHead(answer.status, { ...passOn(answer), 'content-length': answer.body.length });
    response.end(answer.body);
  });
  return {
    url: server.url,
    calls,
    setFault: (changed) => {
      faultFor = changed;
    },
    async stop() {
      await server.stop();
      close();
    },
  };
}

function refusalOf(fault: Fault | undefined, call: Call): Answer | undefined {
  if (fault === 'THROTTLED') return throttled(call, () => 0);
  if (fault === 'BROKEN') return serverError(call);
  return fault === 'CONFLICT' ? transactionConflict(call, () => 0) : undefined;
}

async function read(request: IncomingMessage): Promise<Call> {
  const { method = 'POST', url: path = '/', headers } = request;
  return toCall({ method, path, headers, body: await readBody(request, 64 * 1024 * 1024) });
}

function deny(response: ServerResponse): void {
  const body = JSON.stringify({ __type: 'AccessDeniedException', message: 'not authorized to perform this' });
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}
