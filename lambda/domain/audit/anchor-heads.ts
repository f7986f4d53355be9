import type { Now } from '../ports/now.ts';
import { type Anchor, type AnchoredHead, anchorDigest, lanesClosedAt, parseAnchor } from './anchor.ts';
import type { AuditArchive, AuditTableSource } from './audit-sources.ts';
import { dayAfter } from './lane-place.ts';
import { seqOf, textOf } from './stored-row.ts';

export interface AnchorHeadsDeps {
  readonly now: Now;
  readonly table: Pick<AuditTableSource, 'register' | 'head'>;
  readonly archive: Pick<AuditArchive, 'loadAnchor' | 'putAnchor'>;
  /** Signs a SHA-256 digest with the anchor key (ECDSA_SHA_256, MessageType DIGEST); DER. */
  readonly sign: (digest: Uint8Array) => Promise<Uint8Array>;
}

/**
 * Fixes the ends of all lanes of a day in the write-once bucket. Called as often as one likes: it does nothing before the day's
 * last lane is closed (`TOO_EARLY`), and nothing when it was done (`ALREADY`).
 */
export async function anchorHeads(
  deps: AnchorHeadsDeps,
  input: { readonly day: string },
): Promise<{ readonly state: 'ANCHORED' | 'ALREADY' | 'TOO_EARLY'; readonly lanes: number }> {
  const { day } = input;
  const now = deps.now();
  if (now < lanesClosedAt(day)) return { state: 'TOO_EARLY', lanes: 0 };
  if ((await deps.archive.loadAnchor(day)) !== undefined) return { state: 'ALREADY', lanes: 0 };
  const heads: AnchoredHead[] = [];
  for await (const registered of deps.table.register(day)) {
    const lane = textOf(registered, 'seq');
    const head = await deps.table.head(lane);
    heads.push(head ? { lane, seq: seqOf(head), hash: textOf(head, 'hash') } : { lane, seq: 0, hash: '' });
  }
  heads.sort((one, other) => (one.lane < other.lane ? -1 : 1));
  const before = parseAnchor((await deps.archive.loadAnchor(dayAfter(day, -1))) ?? '');
  const anchor: Anchor = {
    day,
    anchoredAt: now.toISOString(),
    previous: before ? anchorDigest(before).toString('base64url') : '',
    heads,
  };
  const signature = Buffer.from(await deps.sign(anchorDigest(anchor))).toString('base64');
  const isNew = await deps.archive.putAnchor(day, JSON.stringify({ ...anchor, signature }));
  return { state: isNew ? 'ANCHORED' : 'ALREADY', lanes: heads.length };
}
