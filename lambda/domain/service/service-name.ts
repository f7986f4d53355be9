import * as z from 'zod/mini';
import { DomainError } from '../errors.ts';
import { uncover } from '../pii.ts';
import type { Keyring, ReadySealing, SealedAt } from '../ports/sealing.ts';
import type { ServiceName, ServiceTerm } from './service-term.ts';

const shape = z.object({ serviceRef: z.string() });

const where = ({ id, version }: Pick<ServiceTerm, 'id' | 'version'>): SealedAt => ({
  dataClass: 'contact',
  kind: 'serviceTerm',
  recordId: id,
  revision: version,
});

/** Seals the name of a service under the version of its term. */
export function sealName(
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  term: Pick<ServiceTerm, 'id' | 'version'>,
  name: ServiceName,
): Uint8Array {
  return sealing.seal(keyring, where(term), name);
}

/** @throws DomainError INTEGRITY_VIOLATION when it is not what was sealed with this version of the term. */
export function openName(
  sealing: Pick<ReadySealing, 'open'>,
  keyring: Keyring,
  term: ServiceTerm,
): ServiceName {
  const opened = z.safeParse(shape, uncover(sealing.open(keyring, where(term), term.sealedName)));
  if (!opened.success) throw new DomainError('INTEGRITY_VIOLATION');
  return opened.data;
}
