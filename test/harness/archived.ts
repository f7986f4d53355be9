import type { TestCloud } from './cloud.ts';
import { bucketPlaces } from './leak-bucket.ts';
import { eventually } from './mails.ts';
import { type Item, scanTables, textOf } from './tables.ts';

/** Waits until every row of the trail that there is now is in the bucket, and gives them. */
export async function archivedRows(cloud: TestCloud): Promise<readonly Item[]> {
  const { audit } = await scanTables(cloud);
  await eventually(async () => {
    const kept = Buffer.concat((await bucketPlaces(cloud)).map(({ bytes }) => bytes));
    return audit.every((row) => kept.includes(textOf(row, 'hash'))) || undefined;
  });
  return audit;
}
