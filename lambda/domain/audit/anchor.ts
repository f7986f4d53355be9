import { hash } from 'node:crypto';
import { limits } from '../../declared/limits.ts';
import { dateAfter } from '../span.ts';

/** Where a lane ended. */
export interface AnchoredHead {
  readonly lane: string;
  /** 0 when the lane is registered and has no row. */
  readonly seq: number;
  /** Of its last row, base64url. */
  readonly hash: string;
}

/** The ends of all lanes opened on one UTC day, fixed under a signature when the last of them was closed. */
export interface Anchor {
  readonly day: string;
  readonly anchoredAt: string;
  /** Digest of the anchor of the day before, base64url; empty when there was none. */
  readonly previous: string;
  /** By lane. */
  readonly heads: readonly AnchoredHead[];
}

export interface SignedAnchor extends Anchor {
  /** ECDSA on P-256 over `anchorDigest`, DER, base64. */
  readonly signature: string;
}

/** Clocks differ and transactions linger. */
const slack = { minutes: 15 };

/** The instant from which no lane that was opened on a day is written to any more. */
export function lanesClosedAt(day: string): Date {
  const dayEnds = dateAfter(`${day}T00:00:00.000Z`, { days: 1 });
  return dateAfter(dateAfter(dayEnds, { hours: limits.auditLaneHours }), slack);
}

/** The instant by which a day is anchored, or something is wrong: a day after it could have been. */
export function anchorDueAt(day: string): Date {
  return dateAfter(lanesClosedAt(day), { days: 1 });
}

/** SHA-256 of the anchor line by line: `CFN1`, day, instant, previous digest, then `lane seq hash` of each head. */
export function anchorDigest(anchor: Anchor): Buffer {
  const heads = anchor.heads.map((head) => `${head.lane} ${head.seq} ${head.hash}`);
  const lines = ['CFN1', anchor.day, anchor.anchoredAt, anchor.previous, ...heads];
  return hash('sha256', `${lines.join('\n')}\n`, 'buffer');
}

/** Undefined when a text is not a signed anchor. No text of it holds a space or a line break, so lines are unambiguous. */
export function parseAnchor(text: string): SignedAnchor | undefined {
  try {
    const anchor = JSON.parse(text) as SignedAnchor;
    const texts = [anchor.day, anchor.anchoredAt, anchor.previous, anchor.signature];
    const isWhole =
      texts.every(isWord) &&
      anchor.heads.every((head) => isWord(head.lane) && isWord(head.hash) && Number.isSafeInteger(head.seq));
    return isWhole ? anchor : undefined;
  } catch {
    return undefined;
  }
}

function isWord(text: unknown): boolean {
  return typeof text === 'string' && !/\s/.test(text);
}
