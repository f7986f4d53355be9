import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TableId } from '../../lambda/declared/tables.ts';
import type { TestCloud } from './cloud.ts';
import { bucketPlaces } from './leak-bucket.ts';
import { itemPlaces, mailPlaces, named, type Place, place } from './leak-place.ts';
import { streamPlaces } from './leak-streams.ts';
import { unpacked } from './leak-unpack.ts';
import { mailsTo } from './received-mails.ts';
import { scanTables } from './tables.ts';

/** Everything that a cloud keeps or has said. `directory`: where it was told to live, for what its pumps parked. */
export async function placesOf(cloud: TestCloud, directory?: string): Promise<readonly Place[]> {
  const [tables, streamed, stored, mailed] = await Promise.all([
    scanTables(cloud),
    streamPlaces(cloud),
    bucketPlaces(cloud),
    cloudMailPlaces(cloud),
  ]);
  const places = [
    ...(Object.keys(tables) as TableId[]).flatMap((id) =>
      tables[id].flatMap((item) => itemPlaces(`table ${id}, ${named(item)}`, item)),
    ),
    ...streamed,
    ...stored,
    ...mailed,
    ...cloud.logs.map((line, n) => place(`log line ${n} of ${/^\w+/.exec(line)?.[0]}`, line)),
    ...cloud.refusals.map((words, n) => place(`refusal ${n}`, words)),
    ...(directory ? parkedPlaces(directory) : []),
  ];
  return places.flatMap(unpacked);
}

/** Every mail as it was handed over, and as its reader sees it. */
async function cloudMailPlaces(cloud: TestCloud): Promise<Place[]> {
  const places = (await mailsTo(cloud)).map(async (mail, n) => {
    const raw = await fetch(`${cloud.inboxUrl}/${mail.id}/raw`);
    return mailPlaces(n, {
      raw: Buffer.from(await raw.arrayBuffer()),
      read: mail,
      readers: mail.destinations,
    });
  });
  return (await Promise.all(places)).flat();
}

function parkedPlaces(directory: string): Place[] {
  return readdirSync(directory)
    .filter((name) => name.startsWith('parked-'))
    .map((name) =>
      place(`parked records, ${/[a-z-]+/.exec(name)?.[0]}`, readFileSync(join(directory, name))),
    );
}
