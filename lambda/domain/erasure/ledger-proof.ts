import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { LedgerEntry } from '../ports/erasures.ts';

/**
 * Proof that an entry of the ledger was written by the product: HMAC-SHA-256 (base64url) under the audit's MAC key, of what is entered and of
 * where it lies. Rows of the audit trail have theirs of 32 bytes, which no text that is taken here is: neither passes for the other.
 */
export function ledgerProof({ id, at, kind, customerId, facts }: LedgerEntry, macKey: KeyObject): string {
  const sorted = Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify(['cloudfly-privacy ledger entry', id, at, kind, customerId, sorted]);
  return createHmac('sha256', macKey).update(text).digest('base64url');
}

export function isProven(entry: LedgerEntry, proof: string, macKey: KeyObject): boolean {
  const expected = Buffer.from(ledgerProof(entry, macKey));
  const found = Buffer.from(proof);
  return found.length === expected.length && timingSafeEqual(found, expected);
}
