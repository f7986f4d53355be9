import * as z from 'zod/mini';
import { openShaped } from '../open-shaped.ts';
import type { Keyring, ReadySealing, SealedAt } from '../ports/sealing.ts';
import { type Correspondent, type CorrespondentDetails, detailsAt } from './correspondent.ts';
import { type InformationRequest, whyAt } from './information-request.ts';
import type { Attachment, RequestEntry } from './request.ts';

const words = z.string();
const details = z.object({ name: z.exactOptional(words), email: z.exactOptional(words) });

/** Where the words of an entry are sealed. */
export const entryAt = (id: string): SealedAt => ({
  dataClass: 'content',
  kind: 'requestEntry',
  recordId: id,
  revision: 1,
});

/** Where what an attachment is called is sealed. */
export const attachmentNameAt = (id: string): SealedAt => ({
  dataClass: 'content',
  kind: 'attachmentName',
  recordId: id,
  revision: 1,
});

/** Where the bytes of an attachment are sealed, as Base64. */
export const attachmentAt = (id: string): SealedAt => ({ ...attachmentNameAt(id), kind: 'attachment' });

/** What was said in an entry. @throws DomainError INTEGRITY_VIOLATION when it is not what was sealed there */
export const openEntry = (sealing: ReadySealing, keyring: Keyring, entry: RequestEntry): string =>
  openShaped(words, sealing, keyring, entryAt(entry.id), entry.sealedWords);

/** What an attachment is called. @throws DomainError INTEGRITY_VIOLATION */
export const openAttachmentName = (sealing: ReadySealing, keyring: Keyring, attachment: Attachment): string =>
  openShaped(words, sealing, keyring, attachmentNameAt(attachment.id), attachment.sealedName);

/** The bytes of an attachment, in Base64. @throws DomainError INTEGRITY_VIOLATION */
export const openAttachment = (
  sealing: ReadySealing,
  keyring: Keyring,
  { id }: Attachment,
  sealed: Uint8Array,
): string => openShaped(words, sealing, keyring, attachmentAt(id), sealed);

/** Why something was asked for. @throws DomainError INTEGRITY_VIOLATION */
export const openWhy = (sealing: ReadySealing, keyring: Keyring, asked: InformationRequest): string =>
  openShaped(words, sealing, keyring, whyAt(asked.id), asked.sealedWhy);

/** What a correspondent said of oneself. @throws DomainError INTEGRITY_VIOLATION */
export const openCorrespondent = (
  sealing: ReadySealing,
  keyring: Keyring,
  { id, sealedDetails }: Correspondent,
): CorrespondentDetails => openShaped(details, sealing, keyring, detailsAt(id), sealedDetails);
