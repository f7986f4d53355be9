import type { TestCloud } from './cloud.ts';
import type { Place } from './leak-place.ts';
import { placesOf } from './leak-places.ts';
import { unpacked } from './leak-unpack.ts';
import { type Leak, leaksAmong } from './leaks-among.ts';
import type { Secrets } from './personal-values.ts';

export type { Leak } from './leaks-among.ts';
export { type Secrets, secretsOf } from './personal-values.ts';

export interface LeakSearch {
  readonly secrets: readonly Secrets[];
  /** Where the cloud was told to live, if anywhere. */
  readonly directory?: string;
  /** More to search: what a proxy heard, for example. */
  readonly alsoIn?: readonly Place[];
}

/**
 * Looks for personal values in all that a cloud keeps or has said: tables, stream records, buckets, log lines, refusals, other people's mail,
 * parked records; in the forms of `leak-forms.ts`, and within what is compressed.
 */
export async function searchForLeaks(cloud: TestCloud, search: LeakSearch): Promise<readonly Leak[]> {
  const places = [...(await placesOf(cloud, search.directory)), ...(search.alsoIn ?? []).flatMap(unpacked)];
  return leaksAmong(places, search.secrets);
}
