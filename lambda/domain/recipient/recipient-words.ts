import * as z from 'zod/mini';
import type { Commitment } from '../commitment/commitment.ts';
import { openShaped } from '../open-shaped.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring, ReadySealing, SealedAt } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { Recipient } from './recipient.ts';

const words = z.string();

/** Where it is kept how somebody who asks in a recipient's name is authenticated: under the recipient's own keys. It is said once. */
const authenticationAt = (recordId: string): SealedAt => ({
  dataClass: 'content',
  kind: 'recipient',
  recordId,
  revision: 1,
});

/** Where the duties of a commitment are kept, under the keys of its recipient. */
const dutiesAt = (recordId: string): SealedAt => ({
  dataClass: 'content',
  kind: 'commitment',
  recordId,
  revision: 1,
});

/** Seals it under keys that are made with the recipient, and saved with it. Whatever people write may hold a name. */
export async function sealAuthentication(
  deps: Pick<Ports, 'sealing'>,
  recipientId: string,
  authentication: string,
): Promise<{ readonly sealed: Uint8Array; readonly keys: readonly Write[] }> {
  const keyring = deps.sealing.newKeyring(recipientId);
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  const sealed = sealing.seal(keyring, authenticationAt(recipientId), authentication);
  const save = deps.sealing.saveKeyring(keyring);
  return { sealed, keys: save ? [save] : [] };
}

/** Whatever people write may hold a name, a number or an address. @param sealing ready for the class content */
export const sealDuties = (
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  { id, duties }: { readonly id: string; readonly duties: string },
): Uint8Array => sealing.seal(keyring, dutiesAt(id), duties);

/** How somebody who asks in a recipient's name is authenticated. Undefined when nothing sealed is kept. @throws DomainError INTEGRITY_VIOLATION */
export const openAuthentication = (
  deps: Pick<Ports, 'sealing'>,
  { id, sealedAuthentication }: Recipient,
): Promise<string | undefined> => openOf(deps, id, authenticationAt(id), sealedAuthentication);

/** The duties to protect that a commitment names. Undefined when nothing sealed is kept. @throws DomainError INTEGRITY_VIOLATION */
export const openDuties = (
  deps: Pick<Ports, 'sealing'>,
  { id, recipientId, sealedDuties }: Commitment,
): Promise<string | undefined> => openOf(deps, recipientId, dutiesAt(id), sealedDuties);

async function openOf(
  deps: Pick<Ports, 'sealing'>,
  recipientId: string,
  at: SealedAt,
  sealed: Uint8Array | undefined,
): Promise<string | undefined> {
  const keyring = sealed && (await deps.sealing.loadKeyring(recipientId));
  if (!keyring) return undefined;
  return openShaped(words, await deps.sealing.ready(['content'], [keyring]), keyring, at, sealed);
}
