import { setImmediate } from 'node:timers/promises';
import type { TestCloud } from './cloud.ts';
import { formsOf } from './leak-forms.ts';
import { haystackOf } from './leak-haystack.ts';
import type { Place } from './leak-place.ts';
import { placesOf } from './leak-places.ts';
import { unpacked } from './leak-unpack.ts';
import type { Secrets } from './personal-values.ts';

export { type Secrets, secretsOf } from './personal-values.ts';

/** A value that was found where it must not be. The value itself is not told. */
export interface Leak {
  readonly what: string;
  readonly where: string;
  readonly form: string;
}

export interface LeakSearch {
  readonly secrets: readonly Secrets[];
  /** Where the cloud was told to live, if anywhere. */
  readonly directory?: string;
  /** More to search: what a proxy heard, for example. */
  readonly alsoIn?: readonly Place[];
}

/**
 * Looks for personal values in all that a cloud keeps or has said: tables, stream records, buckets, log lines, refusals, other people's mail,
 * parked records; in the forms of `leak-forms.ts`, and within what is compressed. Others go on between two values: a process that stood still for long has
 * connections that the other end has closed, and does not know of it.
 */
export async function searchForLeaks(cloud: TestCloud, search: LeakSearch): Promise<readonly Leak[]> {
  const places = [...(await placesOf(cloud, search.directory)), ...(search.alsoIn ?? []).flatMap(unpacked)];
  if (places.length === 0) throw new Error('there was nothing to search');
  const haystack = haystackOf(places);
  const leaks = new Map<string, Leak>();
  for (const { inboxes, values } of search.secrets) {
    const own = new Set(inboxes.map((address) => address.toLowerCase()));
    for (const [what, value] of Object.entries(values)) {
      await setImmediate();
      for (const { name, bytes, exact } of formsOf(value))
        for (const found of haystack.find(bytes, exact)) {
          if (found.readers?.length && found.readers.every((reader) => own.has(reader))) continue;
          leaks.set(`${what} ${found.where} ${name}`, { what, where: found.where, form: name });
        }
    }
  }
  return [...leaks.values()];
}
