import { hash } from 'node:crypto';
import { limits } from '../../declared/limits.ts';
import { isBlank, type Parser, refuse } from '../input/parser.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { attachmentObject } from '../request/request.ts';
import type { SealedDocument } from './commitment.ts';
import { documentAt } from './read-document.ts';

/** A document as it was uploaded. */
export interface GivenDocument {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Types of documents that are taken, by their first bytes. */
const types: readonly (readonly [contentType: string, beginning: string])[] = [
  ['application/pdf', '255044462d'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
];
/** Base64 of RFC 4648, 4, without white space. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A document in Base64, `limits.documentBytes` at most: a PDF, PNG or JPEG by what is in it, whatever it is called. */
export const givenDocument: Parser<GivenDocument> = (value, path, issues) => {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  if (typeof value !== 'string' || !base64.test(value)) return refuse(issues, 'INVALID_FORMAT', path);
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length > limits.documentBytes) return refuse(issues, 'TOO_LONG', path);
  const head = bytes.subarray(0, 8).toString('hex');
  const type = types.find(([, beginning]) => head.startsWith(beginning));
  return type ? { bytes, contentType: type[0] } : refuse(issues, 'INVALID_FORMAT', path);
};

/**
 * Seals a document under the keys of whose it is, a recipient's or a disclosure's, and puts it into the bucket. Its id is new each time: what
 * was put and not committed is sealed under keys that may never have been stored, and nobody reads it. The caller saves the keyring.
 * @param sealing ready for the class content
 */
export async function keepDocument(
  deps: Pick<Ports, 'now' | 'random' | 'inboundBucket'>,
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  { bytes, contentType }: GivenDocument,
): Promise<SealedDocument> {
  const { subjectId } = keyring;
  const id = mailIdAt(deps.now(), deps.random);
  const sealed = sealing.seal(keyring, documentAt(id), Buffer.from(bytes).toString('base64'));
  await deps.inboundBucket.putSealed(attachmentObject(subjectId, id), sealed);
  return { id, subjectId, digest: hash('sha256', bytes), contentType, bytes: bytes.length };
}
