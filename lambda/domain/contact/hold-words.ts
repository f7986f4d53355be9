import * as z from 'zod/mini';
import { DomainError } from '../errors.ts';
import { uncover } from '../pii.ts';
import type { Keyring, ReadySealing, SealedAt } from '../ports/sealing.ts';

/** Where staff's words about a hold are sealed, and those about a contact made for it: under the id of the one or the other. */
export const holdWordsAt = (id: string): SealedAt => ({
  dataClass: 'content',
  kind: 'emailHold',
  recordId: id,
  revision: 1,
});

/** What staff wrote. @throws DomainError INTEGRITY_VIOLATION when it is not what was sealed there */
export function openHoldWords(
  sealing: Pick<ReadySealing, 'open'>,
  keyring: Keyring,
  id: string,
  sealed: Uint8Array,
): string {
  const parsed = z.safeParse(z.string(), uncover(sealing.open(keyring, holdWordsAt(id), sealed)));
  if (!parsed.success) throw new DomainError('INTEGRITY_VIOLATION');
  return parsed.data;
}
