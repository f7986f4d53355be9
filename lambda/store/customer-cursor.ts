import { DomainError } from '../domain/errors.ts';
import { type PlaceInList, profileKey, shardOf } from './customer-item.ts';
import { type Item, toItem } from './item.ts';

/** Month of registration and customer id: all of a place, for the shard follows from the id. Neither is personal. */
const place = /^(\d{4}-(?:0[1-9]|1[0-2]))#([A-Za-z0-9_-]{1,64})$/;

/** A place in the list, as callers carry it. */
export function cursorOf(listSort: string): string {
  return Buffer.from(listSort).toString('base64url');
}

/** A customer's id, from its place in its shard. @throws DomainError INTEGRITY_VIOLATION */
export function idIn(listSort: unknown): string {
  const id = typeof listSort === 'string' ? place.exec(listSort)?.[2] : undefined;
  if (id === undefined) throw new DomainError('INTEGRITY_VIOLATION');
  return id;
}

/**
 * The place behind a cursor, within the month asked for if one is.
 * @throws DomainError INVALID_FORMAT at `after` when no list gave out such a cursor
 */
export function placeBehind(cursor: string, month: string | undefined): PlaceInList {
  const listSort = Buffer.from(cursor, 'base64url').toString();
  const [, itsMonth, id] = place.exec(listSort) ?? [];
  const given = id !== undefined && cursorOf(listSort) === cursor && (month ?? itsMonth) === itsMonth;
  if (!given) throw new DomainError('INVALID_FORMAT', ['after']);
  return { listShard: shardOf(id), listSort };
}

/** The key after which the index is read on. */
export function startKey(after: PlaceInList): Item {
  return toItem({ ...profileKey(idIn(after.listSort)), ...after });
}
