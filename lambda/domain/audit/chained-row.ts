import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { canonicalRow } from './canonical-row.ts';
import { type StoredRow, textOf } from './stored-row.ts';

/** What `prevHash` of a lane's first row holds. */
export const noHash = '';

/**
 * Completes a row: `hash` = SHA-256 of its canonical bytes, `mac` = HMAC-SHA-256 of that hash under the audit's MAC key. Both
 * base64url. A lane's row carries `prevHash` already.
 *
 * @param macKey a KeyObject: as a raw Buffer it costs five times as much on each row
 */
export function chainedRow(row: StoredRow, macKey: KeyObject): StoredRow {
  const hash = hashOf(row);
  return { ...row, hash, mac: macOf(hash, macKey) };
}

/** What is wrong with a row by itself: it was changed (`CHANGED`), or changed by someone who could hash it again (`BAD_MAC`). */
export function rowFault(row: StoredRow, macKey: KeyObject): 'CHANGED' | 'BAD_MAC' | undefined {
  let hash: string;
  try {
    hash = hashOf(row);
  } catch {
    return 'CHANGED';
  }
  if (hash !== textOf(row, 'hash')) return 'CHANGED';
  const expected = Buffer.from(macOf(hash, macKey));
  const found = Buffer.from(textOf(row, 'mac'));
  return found.length === expected.length && timingSafeEqual(found, expected) ? undefined : 'BAD_MAC';
}

function hashOf(row: StoredRow): string {
  return hash('sha256', canonicalRow(row), 'base64url');
}

/** Over the bytes of the hash, not its text. */
function macOf(hashed: string, macKey: KeyObject): string {
  return createHmac('sha256', macKey).update(hashed, 'base64url').digest('base64url');
}
