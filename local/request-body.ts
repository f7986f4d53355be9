import type { IncomingMessage } from 'node:http';

/** The body was longer than the endpoint takes. */
export class BodyTooLarge extends Error {}

/** Reads a request's body whole, as bytes. Throws `BodyTooLarge` beyond `limit` bytes, having read the rest away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length <= limit) chunks.push(bytes);
  }
  if (length > limit) throw new BodyTooLarge(`The body exceeds ${limit} bytes.`);
  return Buffer.concat(chunks, length);
}
