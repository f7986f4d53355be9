import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { ownAttachment, ownAttachmentName } from '../lambda/domain/request/own-words.ts';
import { readSealedAttachment } from '../lambda/domain/request/read-attachment.ts';
import type { Attachment, RequestEntry } from '../lambda/domain/request/request.ts';
import { findSubject } from '../lambda/domain/request/require-request.ts';
import { openAttachment, openAttachmentName } from '../lambda/domain/request/sealed-words.ts';
import type { ApiContext } from './context.ts';

/** An attachment as it is answered: of the customer's own request, or as staff see it. */
export interface ShownAttachment {
  readonly attachment: Attachment;
  readonly entry: RequestEntry;
  readonly own: LoadedCustomer | undefined;
}

/** What it is called: to the customer at once, to staff through the value gate. */
export async function nameOf(
  { attachment, entry, own }: ShownAttachment,
  { viewer, ports, reveals }: ApiContext,
): Promise<string | undefined> {
  if (viewer.kind !== 'staff') return own && ownAttachmentName(ports, own, entry, attachment);
  const subject = await findSubject(ports, entry.subjectId);
  if (!subject) return undefined;
  const { keyring } = subject;
  return reveals.load({
    keyring,
    dataClass: 'content',
    field: 'attachmentName',
    view: 'value',
    writtenIn: entry.reference,
    open: (sealing) => openAttachmentName(sealing, keyring, attachment),
  }) as Promise<string>;
}

/** Its bytes, in Base64: the same way. What lies in the bucket is read sealed, and opened by the value gate alone. */
export async function contentOf(
  { attachment, entry, own }: ShownAttachment,
  { viewer, ports, reveals }: ApiContext,
): Promise<string | undefined> {
  if (viewer.kind !== 'staff') return own && ownAttachment(ports, own, entry, attachment);
  const subject = await findSubject(ports, entry.subjectId);
  const sealed = subject && (await readSealedAttachment(ports, entry.subjectId, attachment));
  if (!sealed) return undefined;
  const { keyring } = subject;
  return reveals.load({
    keyring,
    dataClass: 'content',
    field: 'attachment',
    view: 'value',
    writtenIn: entry.reference,
    open: (sealing) => openAttachment(sealing, keyring, attachment, sealed),
  }) as Promise<string>;
}
