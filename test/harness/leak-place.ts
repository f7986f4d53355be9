import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Item, textOf } from './tables.ts';

/** Bytes that lie somewhere. `where` holds nothing of them. */
export interface Place {
  readonly where: string;
  readonly bytes: Buffer;
  /** A mail: the addresses it went to. */
  readonly readers?: readonly string[];
}

export const place = (where: string, content: string | Uint8Array): Place => ({
  where,
  bytes: Buffer.from(content as Uint8Array),
});

/** A kind or an action is a word of the product's own; a key may be what leaks, and is not named. */
export function named(item: Item): string {
  const word = textOf(item, 'kind') || textOf(item, 'action');
  return /^[A-Z_]{1,40}$/.test(word) ? word : 'an item';
}

export function itemPlaces(where: string, item: Item): Place[] {
  return Object.entries(item).flatMap(([name, value]) => {
    const at = /^[a-z][A-Za-z_0-9]{0,30}$/.test(name) ? name : 'an attribute';
    return [place(`${where}: the name of an attribute`, name), ...leaves(`${where}: ${at}`, value)];
  });
}

function leaves(where: string, value: AttributeValue): Place[] {
  if (value.M) return itemPlaces(where, value.M);
  if (value.L) return value.L.flatMap((one) => leaves(where, one));
  const bytes = [...(value.B ? [value.B] : []), ...(value.BS ?? [])];
  const texts = [value.S, value.N, ...(value.SS ?? []), ...(value.NS ?? [])].filter(
    (text) => text !== undefined,
  );
  return [...bytes, ...texts].map((content) => place(where, content));
}

/** A mail as it was handed over, and as whoever it went to sees it. */
export function mailPlaces(
  n: number,
  {
    raw,
    read,
    readers,
  }: { readonly raw: Buffer; readonly read: object; readonly readers: readonly string[] },
): Place[] {
  const own = { readers: readers.map((address) => address.toLowerCase()) };
  const seen = Object.values(read).map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
  return [
    { ...place(`mail ${n}, raw`, raw), ...own },
    { ...place(`mail ${n}, as read`, seen.join('\n')), ...own },
  ];
}
