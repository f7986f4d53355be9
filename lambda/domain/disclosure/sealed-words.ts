import { uncover } from '../pii.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring, SealedAt } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { Disclosure } from './disclosure.ts';

/** What of a disclosure is sealed under its own keys, each at a revision of its own. Whatever people write may hold a name. */
const revisions = { reason: 2, passphrase: 3, instrument: 4, claimedBy: 5, manifest: 6 } as const;
type Words = keyof typeof revisions;

/** Where words of a disclosure are sealed. */
export const wordsAt = (recordId: string, what: Words): SealedAt => ({
  dataClass: 'content',
  kind: 'disclosure',
  recordId,
  revision: revisions[what],
});

/** Seals words of a disclosure. The keys are its own; the first words make them. */
export async function sealWords<Given extends Readonly<Partial<Record<Words, string | undefined>>>>(
  deps: Pick<Ports, 'sealing'>,
  { id }: Pick<Disclosure, 'id'>,
  words: Given,
): Promise<{
  readonly sealed: {
    readonly [What in keyof Given]: Given[What] extends string ? Uint8Array : undefined | Uint8Array;
  };
  readonly keys: readonly Write[];
}> {
  const keyring: Keyring = (await deps.sealing.loadKeyring(id)) ?? deps.sealing.newKeyring(id);
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  const sealed = Object.fromEntries(
    Object.entries(words).map(([what, said]) => [
      what,
      said && sealing.seal(keyring, wordsAt(id, what as Words), said),
    ]),
  );
  const save = deps.sealing.saveKeyring(keyring);
  return { sealed: sealed as never, keys: save ? [save] : [] };
}

/** @returns undefined when there are none, or their keys are gone. @throws DomainError INTEGRITY_VIOLATION */
export async function openWords(
  deps: Pick<Ports, 'sealing'>,
  { id }: Pick<Disclosure, 'id'>,
  what: Words,
  sealed: Uint8Array | undefined,
): Promise<string | undefined> {
  const keyring = sealed && (await deps.sealing.loadKeyring(id));
  if (!keyring) return undefined;
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  return String(uncover(sealing.open(keyring, wordsAt(id, what), sealed)));
}

/** Number and date of the instrument that a disclosure stands on; undefined without one. @throws DomainError INTEGRITY_VIOLATION */
export const openInstrument = (
  deps: Pick<Ports, 'sealing'>,
  disclosure: Pick<Disclosure, 'id' | 'basis'>,
): Promise<string | undefined> => {
  const { basis } = disclosure;
  return openWords(
    deps,
    disclosure,
    'instrument',
    basis.kind === 'LEGAL_ORDER' ? basis.sealedInstrument : undefined,
  );
};
