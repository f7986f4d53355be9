import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { readSealedAttachment } from './read-attachment.ts';
import type { Attachment, RequestEntry } from './request.ts';
import { openAttachment, openAttachmentName, openEntry } from './sealed-words.ts';

/** Notes of staff are not the customer's to read, nor is what another's request says. */
const isOwn = ({ kind, subjectId }: RequestEntry, { keyring }: LoadedCustomer): boolean =>
  kind !== 'NOTE' && subjectId === keyring.subjectId;

/**
 * What was said in a customer's own request, for the customer's own eyes.
 * @throws DomainError INTEGRITY_VIOLATION
 */
export async function ownWords(
  deps: Pick<Ports, 'sealing'>,
  own: LoadedCustomer,
  entry: RequestEntry,
): Promise<string | undefined> {
  if (!isOwn(entry, own)) return undefined;
  const { keyring } = own;
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  return openEntry(sealing, keyring, entry);
}

/** What an attachment of it is called. @throws DomainError INTEGRITY_VIOLATION */
export async function ownAttachmentName(
  deps: Pick<Ports, 'sealing'>,
  own: LoadedCustomer,
  entry: RequestEntry,
  attachment: Attachment,
): Promise<string | undefined> {
  if (!isOwn(entry, own)) return undefined;
  const { keyring } = own;
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  return openAttachmentName(sealing, keyring, attachment);
}

/** Its bytes, in Base64. Undefined when it was not kept. @throws DomainError INTEGRITY_VIOLATION */
export async function ownAttachment(
  deps: Pick<Ports, 'sealing' | 'inboundBucket'>,
  own: LoadedCustomer,
  entry: RequestEntry,
  attachment: Attachment,
): Promise<string | undefined> {
  if (!isOwn(entry, own)) return undefined;
  const { keyring } = own;
  const sealed = await readSealedAttachment(deps, keyring.subjectId, attachment);
  if (!sealed) return undefined;
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  return openAttachment(sealing, keyring, attachment, sealed);
}
