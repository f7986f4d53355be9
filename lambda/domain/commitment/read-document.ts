import * as z from 'zod/mini';
import { openShaped } from '../open-shaped.ts';
import type { Keyring, ReadySealing, SealedAt } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { attachmentObject } from '../request/request.ts';
import type { SealedDocument } from './commitment.ts';

/** Where a document is sealed. */
export const documentAt = (id: string): SealedAt => ({
  dataClass: 'content',
  kind: 'document',
  recordId: id,
  revision: 1,
});

/** The sealed bytes of a document as they lie in the bucket; undefined when they are there no more. */
export const readSealedDocument = (
  deps: Pick<Ports, 'inboundBucket'>,
  { subjectId, id }: SealedDocument,
): Promise<Uint8Array | undefined> => deps.inboundBucket.readSealed(attachmentObject(subjectId, id));

const base64Text = z.string();

/** The bytes of a document, in Base64, for the value gate. @throws DomainError INTEGRITY_VIOLATION */
export const openDocument = (
  sealing: ReadySealing,
  keyring: Keyring,
  { id }: SealedDocument,
  sealed: Uint8Array,
): string => openShaped(base64Text, sealing, keyring, documentAt(id), sealed);
