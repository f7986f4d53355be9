import type { Write } from '../ports/commit.ts';
import type { Keyring } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { Origin } from '../viewer.ts';
import type { EvidenceSealing } from './consent-writes.ts';

/**
 * Where an act came from, as its facts keep it sealed (D356 6; D333 20(3)). `keys` gives the write that stores what sealing added to the
 * keyring; it is asked after the facts are made.
 */
export async function sealedOrigin(
  deps: Pick<Ports, 'sealing'>,
  keyring: Keyring,
  origin: Origin,
): Promise<{ readonly sealed: EvidenceSealing; keys(): readonly Write[] }> {
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  return {
    sealed: { sealing, keyring, evidence: { origin } },
    keys() {
      const write = deps.sealing.saveKeyring(keyring);
      return write ? [write] : [];
    },
  };
}
