import * as z from 'zod/mini';
import { openShaped } from '../open-shaped.ts';
import type { Keyring, ReadySealing, SealedAt } from '../ports/sealing.ts';
import type { RightsRequest } from './rights-request.ts';

const words = z.string();

const reasonAt = (recordId: string, revision: number): SealedAt => ({
  dataClass: 'content',
  kind: 'rightsRequest',
  recordId,
  revision,
});

/** A request in its next version, with the words of what was decided. */
export const withReason = (
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  after: RightsRequest,
  reason: string,
): RightsRequest => ({
  ...after,
  sealedReason: sealing.seal(keyring, reasonAt(after.id, after.version), reason),
  reasonRevision: after.version,
});

/** Why it was decided, or extended, so. Undefined: nobody said. @throws DomainError INTEGRITY_VIOLATION */
export function openReason(
  sealing: ReadySealing,
  keyring: Keyring,
  { id, sealedReason, reasonRevision }: RightsRequest,
): string | undefined {
  if (!sealedReason || reasonRevision === undefined) return undefined;
  return openShaped(words, sealing, keyring, reasonAt(id, reasonRevision), sealedReason);
}
