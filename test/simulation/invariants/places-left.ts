import { itemPlaces, mailPlaces, named, type Place, place } from '../../harness/leak-place.ts';
import { unpacked } from '../../harness/leak-unpack.ts';
import type { Item } from '../../harness/tables.ts';
import { bucketNames } from '../environment.ts';
import type { Left } from './left.ts';

/**
 * Everything that a run kept or said, as a cloud's is searched: items of all tables in every version that they had, objects of the buckets with their keys, lines of the
 * log with the metrics in them, answers with a refusal, and mails.
 */
export function placesLeft(left: Left): readonly Place[] {
  return distinct([...itemsOf(left), ...objectsOf(left), ...said(left), ...mailed(left)]).flatMap(unpacked);
}

function* itemsOf({ services }: Left): Generator<Place> {
  for (const table of ['records', 'keys', 'audit'] as const)
    for (const item of services.versions(table).map(asRead) as Item[])
      yield* itemPlaces(`table ${table}, ${named(item)}`, item);
}

/** With bytes as bytes, as a client of DynamoDB has them. */
const asRead = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asRead);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    name === 'B' && typeof inner === 'string' ? Buffer.from(inner, 'base64') : asRead(inner),
  ]);
  return Object.fromEntries(entries);
};

/** Without mails that SES told of unreadably: nobody files those before an operator has looked. */
function* objectsOf({ services, written }: Left): Generator<Place> {
  const unread = new Set(written.filter(({ isUnreadable }) => isUnreadable).map(({ id }) => `raw/${id}`));
  const { objects } = services.buckets;
  for (const name of Object.values(bucketNames))
    for (const version of objects.current(name)) {
      if (unread.has(version.key)) continue;
      const folder = /^[a-z]+(?=\/)/.exec(version.key)?.[0] ?? 'root';
      yield place(`bucket, ${folder}: a key`, version.key);
      yield place(`bucket, ${folder}: an object`, objects.content(version));
    }
}

const said = ({ logs, client }: Left): readonly Place[] => [
  ...logs.map((line, n) => place(`log line ${n} of ${/^\w+/.exec(line)?.[0]}`, line)),
  ...client.refusals.map((words, n) => place(`refusal ${n}`, words)),
];

const mailed = ({ services }: Left): readonly Place[] =>
  services.post.taken.flatMap(({ mail, read, raw }, n) =>
    mailPlaces(n, { raw, read, readers: mail.destinations }),
  );

/** The same bytes are looked at once: most attributes stay as they are from version to version. */
function distinct(places: readonly Place[]): readonly Place[] {
  const seen = new Set<string>();
  return places.filter(({ bytes, readers }) => {
    if (readers) return true;
    const text = bytes.toString('latin1');
    return !seen.has(text) && seen.add(text);
  });
}
