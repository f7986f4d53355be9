import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { checksums } from './checksums.ts';
import { invalidRequest, S3Error } from './errors.ts';

/** What was sent, decoded, and the checksum that was verified, when one was given. */
export interface S3Body {
  readonly content: Buffer;
  /** Header name and value, such as `x-amz-checksum-crc32`. */
  readonly checksum: readonly [name: string, value: string] | undefined;
  /** Whether any integrity check came along: a checksum or Content-MD5. */
  readonly checked: boolean;
}

/**
 * Decodes a body sent in `aws-chunked` pieces with trailing headers, as the SDK streams it, and verifies whatever
 * describes it: length, checksum, MD5, the signed payload hash. Signatures are not verified.
 *
 * @throws S3Error IncompleteBody, BadDigest, InvalidDigest, XAmzContentSHA256Mismatch
 */
export function decodeBody(headers: IncomingHttpHeaders, sent: Buffer): S3Body {
  const chunked = /\baws-chunked\b/.test(headers['content-encoding'] ?? '') || isStreaming(headers);
  const { content, trailers } = chunked ? joinChunks(sent) : { content: sent, trailers: {} };
  const length = headers['x-amz-decoded-content-length'];
  if (chunked && length !== undefined && Number(length) !== content.length) throw incomplete();

  const described: Record<string, unknown> = { ...headers, ...trailers };
  const payloadHash = headers['x-amz-content-sha256'];
  if (typeof payloadHash === 'string' && /^[0-9a-f]{64}$/.test(payloadHash))
    if (createHash('sha256').update(content).digest('hex') !== payloadHash)
      throw new S3Error(
        400,
        'XAmzContentSHA256Mismatch',
        'The provided hash does not match what was computed.',
      );
  const md5 = headers['content-md5'];
  if (md5 !== undefined && createHash('md5').update(content).digest('base64') !== md5)
    throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');

  const announced = headers['x-amz-trailer'];
  if (typeof announced === 'string' && trailers[announced.toLowerCase()] === undefined)
    throw new S3Error(400, 'MalformedTrailerError', 'The trailer announced did not come.');
  const given = Object.keys(checksums).filter((name) => described[`x-amz-checksum-${name}`] !== undefined);
  if (given.length > 1) throw invalidRequest('Expecting a single x-amz-checksum- header.');
  const [algorithm] = given;
  if (algorithm === undefined) return { content, checksum: undefined, checked: md5 !== undefined };
  const header = `x-amz-checksum-${algorithm}`;
  const value = String(described[header]);
  if (checksums[algorithm]?.(content).toString('base64') !== value)
    throw new S3Error(
      400,
      'BadDigest',
      `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  return { content, checksum: [header, value], checked: true };
}

function isStreaming(headers: IncomingHttpHeaders): boolean {
  return String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
}

/** Pieces are `<hex length>[;extension]CRLF <bytes> CRLF`, ended by one of length 0 and the trailing headers. */
function joinChunks(sent: Buffer): { content: Buffer; trailers: Record<string, string> } {
  const pieces: Buffer[] = [];
  let at = 0;
  const line = (): string => {
    const end = sent.indexOf('\r\n', at);
    if (end < 0) throw incomplete();
    const text = sent.toString('latin1', at, end);
    at = end + 2;
    return text;
  };
  for (;;) {
    const size = /^([0-9a-fA-F]{1,8})(;.*)?$/.exec(line())?.[1];
    if (size === undefined) throw incomplete();
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    pieces.push(sent.subarray(at, at + length));
    at += length;
    if (line() !== '') throw incomplete();
  }
  const trailers: Record<string, string> = {};
  while (at < sent.length) {
    const text = line();
    const colon = text.indexOf(':');
    if (colon > 0) trailers[text.slice(0, colon).trim().toLowerCase()] = text.slice(colon + 1).trim();
  }
  return { content: Buffer.concat(pieces), trailers };
}

function incomplete(): S3Error {
  return new S3Error(400, 'IncompleteBody', 'The body is not whole: its pieces do not add up to its length.');
}
