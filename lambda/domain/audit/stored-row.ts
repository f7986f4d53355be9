/**
 * A row of the audit table as it is stored and archived: attribute names to texts and lists of texts, nothing else.
 *
 * Every row has `lane` and `seq`. A lane's rows add `prevHash`, `hash`, `mac` and either the facts of an act or, in the first
 * row, `opens`. A register row (`lane` = `DAY#…`) tells that a lane exists. What else an attribute could hold (numbers, maps)
 * is turned into a text that no honest row holds, so that it fails verification instead of being overlooked.
 */
export type StoredRow = Readonly<Record<string, StoredValue>>;
export type StoredValue = string | readonly string[];

/** A text attribute, or an empty text when it is absent or a list. */
export function textOf(row: StoredRow, name: string): string {
  const value = Object.hasOwn(row, name) ? row[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** A list attribute, or an empty list when it is absent or a text. */
export function listOf(row: StoredRow, name: string): readonly string[] {
  const value = Object.hasOwn(row, name) ? row[name] : undefined;
  return typeof value === 'string' || value === undefined ? [] : value;
}

/** Place in the lane, from 1; NaN when `seq` is not twelve digits. */
export function seqOf(row: StoredRow): number {
  const seq = textOf(row, 'seq');
  return /^\d{12}$/.test(seq) ? Number(seq) : Number.NaN;
}

/** Whether two stored rows are the same, attribute by attribute. */
export function sameRow(one: StoredRow, other: StoredRow): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameValue(one[name], other[name]))
  );
}

function sameValue(one: StoredValue | undefined, other: StoredValue | undefined): boolean {
  if (typeof one === 'string' || typeof other === 'string' || !one || !other) return one === other;
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
