import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import { isRegistered, type OffSiteLink, offSiteLinkId } from '../domain/link/off-site-link.ts';
import type { Write } from '../domain/ports/commit.ts';
import type { OffSiteLinkStore } from '../domain/ports/off-site-links.ts';
import { fromItem, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { listRow, readListed, removeFromList } from './listed.ts';

const text = z.string();
const storedLink = z.object({
  kind: z.literal('OFF_SITE_LINK'),
  id: text,
  url: text,
  title: z.object({ vi: text, en: text }),
  owner: text,
  version: z.int().check(z.positive()),
  registeredAt: z.iso.datetime(),
  registeredBy: text,
  removedAt: z.optional(z.iso.datetime()),
  removedBy: z.optional(text),
});

const keyOf = (id: string): Key => ({ pk: `OFF_SITE_LINK#${id}`, sk: 'LINK' });
const itemOf = (link: OffSiteLink) => ({ ...keyOf(link.id), kind: 'OFF_SITE_LINK', ...link });

const listKey = 'OFF_SITE_LINKS';

/** The register of links that leave: pk `OFF_SITE_LINK#<id>`, sk `LINK`; its list under pk `OFF_SITE_LINKS`. */
export function createOffSiteLinkStore({ dynamo, table }: StoreDeps): OffSiteLinkStore {
  return {
    async load(id) {
      const row = await getItem({ dynamo, table }, storedLink, keyOf(id));
      return row && linkOf(row, id);
    },
    async page(first, after) {
      const page = { list: listKey, keyOf, first, after };
      const { entries, hasNextPage } = await readListed({ dynamo, table }, page, (item, { id, cursor }) => ({
        link: linkOf(fromItem(storedLink, item), id),
        cursor,
      }));
      return { links: entries, hasNextPage };
    },
    put: (before, after) => [putVersion(table, before, itemOf(after)), ...placeWrites(table, before, after)],
  };
}

/** Its place in the list is there as long as the register has it. */
function placeWrites(table: string, before: OffSiteLink | undefined, after: OffSiteLink): readonly Write[] {
  const wasListed = before !== undefined && isRegistered(before);
  if (wasListed === isRegistered(after)) return [];
  return wasListed
    ? [removeFromList(table, listKey, before.registeredAt, before.id)]
    : [listRow(table, listKey, after.registeredAt, after.id)];
}

/** A row is the one of its address, wherever it lies: what a reader is told of a link was said of that link. */
function linkOf(row: z.infer<typeof storedLink>, id: string): OffSiteLink {
  const { kind: _, removedAt, removedBy, ...link } = row;
  if (link.id !== id || offSiteLinkId(link.url) !== id) throw new DomainError('INTEGRITY_VIOLATION');
  return { ...link, removedAt, removedBy };
}
