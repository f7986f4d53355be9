import { Agent, request as httpRequest } from 'node:http';
import type { Answer, Call } from './call.ts';

/** Headers that belong to one connection. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect']);

/** Passes calls on to the engine. `close` ends its connections. */
export function forwarder(target: string) {
  const agent = new Agent({ keepAlive: true });
  return {
    forward: (call: Call): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const headers = Object.fromEntries(
          Object.entries(call.headers).filter(
            ([name, value]) => !ofConnection.has(name) && value !== undefined,
          ),
        );
        const sent = httpRequest(
          target,
          {
            // As a path, never as an address: it cannot lead elsewhere.
            path: call.path,
            agent,
            method: call.method,
            headers: { ...headers, 'accept-encoding': 'identity', 'content-length': call.body.length },
          },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on('data', (chunk: Buffer) => chunks.push(chunk));
            answer.on('error', reject);
            answer.on('end', () =>
              resolve({
                status: answer.statusCode ?? 502,
                headers: answer.headers,
                body: Buffer.concat(chunks),
              }),
            );
          },
        );
        sent.on('error', reject);
        sent.end(call.body);
      }),
    close: () => agent.destroy(),
    /** Headers of an answer that may be sent on. */
    passOn: (answer: Answer) =>
      Object.fromEntries(
        Object.entries(answer.headers).filter(
          ([name, value]) => !ofConnection.has(name) && value !== undefined,
        ),
      ),
  };
}
