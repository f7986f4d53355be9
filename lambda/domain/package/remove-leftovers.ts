import type { Ports } from '../ports.ts';
import { packageObject, packageSubject } from './package-object.ts';

/**
 * Removes packages that were put and never became the disclosure's: a sealing that was killed before it could say so, lost against another, or
 * met an end that had destroyed what was there. While it is still to be sealed nothing is removed: somebody may be about to name it.
 */
export async function removeLeftovers(
  deps: Pick<Ports, 'disclosures' | 'inboundBucket'>,
  disclosureId: string,
): Promise<void> {
  const found = await deps.inboundBucket.listSealedOf(packageSubject(disclosureId), '');
  if (found.length === 0) return;
  // Read after they were listed: one that is named meanwhile is known here.
  const disclosure = await deps.disclosures.load(disclosureId);
  if (disclosure?.state === 'APPROVED') return;
  const kept = disclosure?.state === 'SEALED' ? disclosure.package?.digest : undefined;
  for (const digest of found)
    if (digest !== kept) await deps.inboundBucket.deleteSealed(packageObject(disclosureId, digest));
}
