import type { Now } from '../ports/now.ts';
import { type AnchoredHead, anchorDigest, anchorDueAt, parseAnchor } from './anchor.ts';
import type { AuditArchive } from './audit-sources.ts';
import type { Finding } from './findings.ts';
import { dayAfter } from './lane-place.ts';

export interface VerifyAnchorDeps {
  readonly now: Now;
  readonly archive: Pick<AuditArchive, 'loadAnchor'>;
  /** Whether the anchor key signed a digest. */
  readonly verifySignature: (digest: Uint8Array, signature: Uint8Array) => Promise<boolean>;
}

/** The heads that a day's anchor vouches for, by lane; undefined when there is no anchor, or none to be trusted. */
export async function verifyAnchor(
  deps: VerifyAnchorDeps,
  day: string,
  found: (finding: Finding) => void,
): Promise<ReadonlyMap<string, AnchoredHead> | undefined> {
  const text = await deps.archive.loadAnchor(day);
  if (text === undefined) {
    if (deps.now() >= anchorDueAt(day)) found({ kind: 'NOT_ANCHORED', day, source: 'ANCHOR' });
    return undefined;
  }
  const anchor = parseAnchor(text);
  const isSigned =
    anchor?.day === day &&
    (await deps.verifySignature(anchorDigest(anchor), Buffer.from(anchor.signature, 'base64')));
  if (!isSigned) {
    found({ kind: 'BAD_ANCHOR_SIGNATURE', day, source: 'ANCHOR' });
    return undefined;
  }
  if (anchor.previous) await checkPrevious(deps, day, anchor.previous, found);
  return new Map(anchor.heads.map((head) => [head.lane, head]));
}

/** Anchors are a chain themselves: the one of the day before is there, and is the one that was seen then. */
async function checkPrevious(
  deps: VerifyAnchorDeps,
  day: string,
  digest: string,
  found: (finding: Finding) => void,
): Promise<void> {
  const dayBefore = dayAfter(day, -1);
  const before = parseAnchor((await deps.archive.loadAnchor(dayBefore)) ?? '');
  if (!before) found({ kind: 'NOT_ANCHORED', day: dayBefore, source: 'ANCHOR' });
  else if (anchorDigest(before).toString('base64url') !== digest)
    found({ kind: 'BAD_ANCHOR_SIGNATURE', day: dayBefore, source: 'ANCHOR' });
}
