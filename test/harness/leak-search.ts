import { setImmediate } from 'node:timers/promises';
import type { TestCloud } from './cloud.ts';
import { formsOf, lowered } from './leak-forms.ts';
import type { Place } from './leak-place.ts';
import { placesOf } from './leak-places.ts';
import type { PersonalValues } from './register.ts';

/** Values of one person. What a mail to one of `inboxes` says to that person is nobody's secret. */
export interface Secrets {
  readonly inboxes: readonly string[];
  /** By a name that may be printed. */
  readonly values: Readonly<Record<string, string>>;
}

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
 * parked records; in the forms of `leak-forms.ts`, and within gzip. Others go on between two forms: a process that stood still for long has
 * connections that the other end has closed, and does not know of it.
 */
export async function searchForLeaks(cloud: TestCloud, search: LeakSearch): Promise<readonly Leak[]> {
  const places = [...(await placesOf(cloud, search.directory)), ...(search.alsoIn ?? [])];
  if (places.length === 0) throw new Error('there was nothing to search');
  const haystack = joined(places);
  const leaks = new Map<string, Leak>();
  for (const { inboxes, values } of search.secrets) {
    const own = new Set(inboxes.map((address) => address.toLowerCase()));
    for (const [what, value] of Object.entries(values))
      for (const { name, bytes, exact } of formsOf(value)) {
        await setImmediate();
        for (const found of haystack.find(bytes, exact)) {
          if (found.readers?.length && found.readers.every((reader) => own.has(reader))) continue;
          leaks.set(`${what} ${found.where} ${name}`, { what, where: found.where, form: name });
        }
      }
  }
  return [...leaks.values()];
}

/** All places in one stretch of bytes, so that each form is looked for once. */
function joined(places: readonly Place[]) {
  const gap = Buffer.from([0, 0xff, 0]);
  const starts: number[] = [];
  let length = 0;
  for (const { bytes } of places) {
    starts.push(length);
    length += bytes.length + gap.length;
  }
  const exactBytes = Buffer.concat(places.flatMap(({ bytes }) => [bytes, gap]));
  const looseBytes = lowered(exactBytes);
  return {
    *find(form: Buffer, exact: boolean): Generator<Place> {
      const within = exact ? exactBytes : looseBytes;
      for (let at = within.indexOf(form); at >= 0; at = within.indexOf(form, at + 1)) {
        const found = places[placeAt(starts, at)];
        if (found) yield found;
      }
    },
  };
}

function placeAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What of a person would give the person away, alone or in the forms people write it in. */
export function secretsOf(person: PersonalValues): Secrets {
  const { name, email, phone, line, dateOfBirth, identityNumber } = person;
  return {
    inboxes: [email],
    values: {
      name,
      'family name': name.split(' ').at(-1) ?? name,
      email,
      'local part': email.split('@')[0] ?? email,
      phone: phone.slice(1),
      'national phone': `0${phone.slice(3)}`,
      'address line': line,
      street: line.split(' ').at(-1) ?? line,
      'date of birth': dateOfBirth,
      'date of birth, reversed': dateOfBirth.split('-').reverse().join('/'),
      'identity number': identityNumber,
    },
  };
}
