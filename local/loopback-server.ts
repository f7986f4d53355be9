import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One running local endpoint. */
export interface LoopbackServer {
  /** Base address, without a trailing slash: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Stops listening, cuts every open connection, and waits for what was being done. */
  stop(): Promise<void>;
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Listens on 127.0.0.1 alone. Requests that name another host are refused (421), so that a web page cannot reach the
 * endpoint by pointing its own name at this address.
 *
 * @param name what a reader would call the endpoint; it begins the sentence of an error
 * @param port none or 0: a free one
 * @throws Error, one sentence, when the port is taken
 */
export async function serveOnLoopback(
  name: string,
  port: number | undefined,
  handle: Handle,
): Promise<LoopbackServer> {
  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
      response.writeHead(421, { 'content-type': 'text/plain' }).end('This endpoint answers to 127.0.0.1.\n');
      return;
    }
    const work = handle(request, response)
      .catch((error: unknown) => {
        if (request.destroyed && !request.complete) return;
        console.error(`${name} failed:`, error);
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
        response.end();
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(name, port, error)));
    server.listen({ host: '127.0.0.1', port: port ?? 0, exclusive: true }, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await Promise.all(underWay);
    },
  };
}

export function portError(name: string, port: number | undefined, error: NodeJS.ErrnoException): Error {
  if (error.code === 'EADDRINUSE')
    return new Error(
      `${name} cannot start: port ${port} of 127.0.0.1 is taken; stop what uses it or choose another port.`,
    );
  return new Error(`${name} cannot listen on port ${port} of 127.0.0.1 (${error.code}).`);
}
