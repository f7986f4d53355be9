import type { Disclosure } from '../disclosure/disclosure.ts';
import { hasEnded, noted } from '../disclosure/disclosure-moves.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { packageSubject } from './package-object.ts';

export type DestroyDeps = Pick<Ports, 'now' | 'commit' | 'disclosures' | 'inboundBucket'>;

/** Removes the package of what has ended, and its passphrase, for good. What is known of it stays: digest and manifest. Can be repeated. */
export async function destroyPackage(deps: DestroyDeps, id: string): Promise<void> {
  await deps.inboundBucket.deleteSealedOf(packageSubject(id));
  await reread({ STALE_REVISION: 2 }, async () => {
    const before = await deps.disclosures.load(id);
    if (!before?.package || !hasPackage(before)) return;
    const destroyedAt = deps.now().toISOString();
    const after = noted(before, { package: { ...before.package, sealedPassphrase: undefined, destroyedAt } });
    await deps.commit(deps.disclosures.put(before, after), []);
  });
}

/** Whether something has ended whose package is not known to be destroyed. */
export const hasPackage = (disclosure: Pick<Disclosure, 'state' | 'package'>): boolean =>
  hasEnded(disclosure) && disclosure.package !== undefined && disclosure.package.destroyedAt === undefined;
