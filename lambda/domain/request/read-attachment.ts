import type { Ports } from '../ports.ts';
import { type Attachment, attachmentObject } from './request.ts';

/**
 * The sealed bytes of an attachment, as they lie in the bucket: nothing of them is readable without the keys of whose it is. Undefined when it
 * was not kept, or is no more.
 */
export async function readSealedAttachment(
  deps: Pick<Ports, 'inboundBucket'>,
  subjectId: string,
  { id, refused }: Attachment,
): Promise<Uint8Array | undefined> {
  if (refused !== undefined) return undefined;
  return deps.inboundBucket.readSealed(attachmentObject(subjectId, id));
}
