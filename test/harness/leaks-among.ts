import { setImmediate } from 'node:timers/promises';
import { formsOf } from './leak-forms.ts';
import { haystackOf } from './leak-haystack.ts';
import type { Place } from './leak-place.ts';
import type { Secrets } from './personal-values.ts';

/** A value that was found where it must not be. The value itself is not told. */
export interface Leak {
  readonly what: string;
  readonly where: string;
  readonly form: string;
}

/**
 * Looks for values in places, in the forms of `leak-forms.ts`. What a mail says to its own reader is nobody's secret. Others go on between two values: a
 * process that stood still for long has connections that the other end has closed, and does not know of it.
 * @param places with what is compressed in them unpacked (`leak-unpack.ts`)
 * @throws Error where there is nothing to search
 */
export async function leaksAmong(
  places: readonly Place[],
  secrets: readonly Secrets[],
): Promise<readonly Leak[]> {
  if (places.length === 0) throw new Error('there was nothing to search');
  const haystack = haystackOf(places);
  const leaks = new Map<string, Leak>();
  for (const { inboxes, values } of secrets) {
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
