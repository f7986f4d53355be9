import { hash } from 'node:crypto';
import { queueDisclosureJob } from '../disclosure/disclosure-job.ts';
import { noted } from '../disclosure/disclosure-moves.ts';
import { type StopDeps, stopping } from '../disclosure/stop-disclosure.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { type Collection, type CollectionDeps, collectionOf } from './collection-link.ts';
import { isSecretOf } from './is-secret-of.ts';
import { type JudgePackageDeps, judgePackage } from './judge-package.ts';
import { packageObject } from './package-object.ts';
import { type Visitor, visitorEntry } from './visitor-entry.ts';

export type CollectDeps = CollectionDeps &
  JudgePackageDeps &
  StopDeps &
  Pick<Ports, 'commit' | 'inboundBucket'>;

/**
 * Hands a package to whoever has answered the challenge of its link, and so has the key or the passphrase (P6.5). Its basis is judged again: one that
 * is gone ends the disclosure, or has an order decided anew, and nothing leaves. It is in the audit trail before it leaves; the first time it counts as given. The same
 * bytes can be fetched again, by two at once too, until there is a receipt: downloads break.
 * @returns the JWE
 * @throws DomainError those of the link; INVALID_FORMAT at `answer`, which counts as a wrong try unless nothing was
 *   answered, as by programs that try out the links in mails; NO_BASIS when the basis is gone
 */
export async function collectDisclosure(
  deps: CollectDeps,
  asking: Visitor & { readonly answer: string },
): Promise<{ readonly disclosureId: string; readonly jwe: string }> {
  const { disclosure, sealed } = await reread({ STALE_REVISION: 3, PROCESSING_RESTRICTED: 3 }, () =>
    handOut(deps, asking),
  );
  const bytes = await deps.inboundBucket.readSealed(packageObject(disclosure.id, sealed.digest));
  // Destroyed meanwhile: somebody's receipt, or an end, was faster.
  if (!bytes) throw new DomainError('LINK_USED', ['token']);
  if (hash('sha256', bytes) !== sealed.digest) throw new DomainError('INTEGRITY_VIOLATION');
  return { disclosureId: disclosure.id, jwe: new TextDecoder().decode(bytes) };
}

async function handOut(
  deps: CollectDeps,
  asking: Visitor & { readonly answer: string },
): Promise<Collection> {
  const found = await collectionOf(deps, asking.token);
  const { disclosure, link } = found;
  if (!isSecretOf(link.answerHash, asking.answer)) {
    if (asking.answer.trim() !== '') await deps.tokens.countAttempt(link.tokenId);
    throw new DomainError('INVALID_FORMAT', ['answer']);
  }
  const entry = visitorEntry(asking, found, 'COLLECT_DISCLOSURE');
  const judged = await judgePackage(deps, disclosure);
  if ('code' in judged) {
    const { code: cause, because } = judged;
    const stop = await stopping(deps, disclosure, { by: 'links', cause, because });
    const refused = { ...entry, outcome: 'REFUSED', code: cause } as const;
    await deps.commit([...deps.disclosures.put(disclosure, stop.after), ...stop.also], [refused, stop.entry]);
    throw new DomainError('NO_BASIS');
  }
  const first =
    disclosure.handedOutAt === undefined
      ? [
          ...deps.disclosures.put(disclosure, noted(disclosure, { handedOutAt: deps.now().toISOString() })),
          ...queueDisclosureJob(deps, disclosure, 'system:links', 'GIVEN'),
        ]
      : [deps.disclosures.unchanged(disclosure)];
  await deps.commit([...first, ...judged.conditions], [entry]);
  return found;
}
