import * as z from 'zod/mini';
import { DomainError } from './errors.ts';
import { uncover } from './pii.ts';
import type { Keyring, ReadySealing, SealedAt } from './ports/sealing.ts';

/** What is sealed at a place, if it has the shape of what belongs there. @throws DomainError INTEGRITY_VIOLATION */
export function openShaped<T>(
  shape: z.ZodMiniType<T>,
  sealing: Pick<ReadySealing, 'open'>,
  keyring: Keyring,
  at: SealedAt,
  sealed: Uint8Array,
): T {
  const parsed = z.safeParse(shape, uncover(sealing.open(keyring, at, sealed)));
  if (!parsed.success) throw new DomainError('INTEGRITY_VIOLATION');
  return parsed.data;
}
