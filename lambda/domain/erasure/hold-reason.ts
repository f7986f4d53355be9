import * as z from 'zod/mini';
import { type DataClass, dataClasses } from '../access.ts';
import { DomainError } from '../errors.ts';
import { uncover } from '../pii.ts';
import type { Keyring, ReadySealing, SealedAt } from '../ports/sealing.ts';
import type { LegalHold } from './erasure.ts';

/**
 * The class that the reason of a hold is sealed under: one that it keeps, so that it can be read for as long as it holds, whatever else of the
 * customer is erased.
 */
export const reasonClass = (classes: readonly string[]): DataClass =>
  classes.includes('content') ? 'content' : (dataClasses.find((one) => classes.includes(one)) ?? 'content');

/** Where the reason of a legal hold is sealed. */
export const holdReasonAt = ({ id, classes }: Pick<LegalHold, 'id' | 'classes'>): SealedAt => ({
  dataClass: reasonClass(classes),
  kind: 'legalHold',
  recordId: id,
  revision: 1,
});

/** Why a legal hold was placed. @throws DomainError INTEGRITY_VIOLATION when it is not what was sealed there */
export function openHoldReason(
  sealing: Pick<ReadySealing, 'open'>,
  keyring: Keyring,
  hold: Pick<LegalHold, 'id' | 'classes'>,
  sealed: Uint8Array,
): string {
  const parsed = z.safeParse(z.string(), uncover(sealing.open(keyring, holdReasonAt(hold), sealed)));
  if (!parsed.success) throw new DomainError('INTEGRITY_VIOLATION');
  return parsed.data;
}
