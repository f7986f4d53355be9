import type { IncomingHttpHeaders } from 'node:http';

/** Which way a service speaks: JSON (DynamoDB, KMS), query (SES), or REST (S3). */
type Protocol = 'dynamodb' | 'json' | 'query' | 'rest';

/** One AWS call on its way to the engine. */
export interface Call {
  readonly protocol: Protocol;
  /** Such as `PutItem`, `Decrypt`, `SendRawEmail`; of REST calls the method. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

type Sent = Pick<Call, 'method' | 'path' | 'headers' | 'body'>;

/** Names the operation of a request as its protocol does. */
export function toCall(sent: Sent): Call {
  const target = sent.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [service = '', operation = ''] = target.split('.');
    return { ...sent, protocol: service.startsWith('DynamoDB') ? 'dynamodb' : 'json', operation };
  }
  if (sent.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const operation = new URLSearchParams(sent.body.toString()).get('Action') ?? 'unknown';
    return { ...sent, protocol: 'query', operation };
  }
  return { ...sent, protocol: 'rest', operation: sent.method };
}

export type Json = Record<string, unknown>;
export const bodyOf = (message: { readonly body: Buffer }): Json =>
  JSON.parse(message.body.toString() || '{}');

/** The same message with another body; checksums of the old one are left out. */
export function withBody<Message extends Call | Answer>(message: Message, body: Json): Message {
  const { 'x-amz-crc32': _checksum, ...headers } = message.headers;
  return { ...message, headers, body: Buffer.from(JSON.stringify(body)) };
}
