import type { TestCloud } from './cloud.ts';
import { type Item, scanTables, textOf } from './tables.ts';

/** Sorts rows of the audit trail by their instants. */
export const oldestFirst = (one: Item, other: Item): number =>
  textOf(one, 'at') < textOf(other, 'at') ? -1 : 1;

/** What the audit trail holds under a reference: a disclosure, a commitment, an incident; oldest first. */
export async function trailAbout(cloud: TestCloud, reference: string): Promise<readonly Item[]> {
  const { audit } = await scanTables(cloud);
  return audit.filter((row) => textOf(row, 'reference') === reference).sort(oldestFirst);
}
