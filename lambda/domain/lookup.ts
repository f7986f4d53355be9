import { canonicalJson } from './canonical-json.ts';
import { DomainError } from './errors.ts';
import type { ReadyBlindIndex } from './ports/blind-index.ts';

/** What leads to a customer. The name is part of what is vouched for: a row of one kind is none of another. */
export type LookupKind = 'BINDING' | 'PHONE' | 'REFERENCE';

/** A row that leads from a blind index to a customer. Whoever can write the table, but has no index key, cannot point it elsewhere. */
export interface LookupRow {
  readonly index: string;
  readonly ownerId: string;
  /** HMAC over kind, index and owner, under the key of those blind indexes that do not rotate. */
  readonly vouch: string;
}

/** A row for each index. The key that vouches stays: whoever can look a row up can check it, while the key of its index rotates as well. */
export function lookupRows(
  ready: ReadyBlindIndex,
  kind: LookupKind,
  indexes: readonly string[],
  ownerId: string,
): readonly LookupRow[] {
  return indexes.map((index) => ({
    index,
    ownerId,
    vouch: ready.of('vouch', vouchedText(kind, index, ownerId)),
  }));
}

/**
 * The customers that rows lead to, each once.
 * @throws DomainError INTEGRITY_VIOLATION for a row that was pointed at somebody else
 */
export function ownersOf(
  ready: ReadyBlindIndex,
  kind: LookupKind,
  rows: readonly LookupRow[],
): readonly string[] {
  for (const { index, ownerId, vouch } of rows)
    if (!ready.allOf('vouch', vouchedText(kind, index, ownerId)).includes(vouch))
      throw new DomainError('INTEGRITY_VIOLATION');
  return [...new Set(rows.map((row) => row.ownerId))];
}

function vouchedText(kind: LookupKind, index: string, ownerId: string): string {
  return canonicalJson([kind, index, ownerId]);
}
