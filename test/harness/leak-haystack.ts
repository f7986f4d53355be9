import { lowered } from './leak-forms.ts';
import type { Place } from './leak-place.ts';

/** All that is searched, in one stretch of bytes. */
export interface Haystack {
  /** Every place where a form stands. Bytes of a form that is not `exact` are in lower case. */
  find(form: Buffer, exact: boolean): Generator<Place>;
}

/** So many bytes of a form are looked up before the form itself is looked for; none is shorter. */
const window = 6;
/** More than there are bytes in any cloud of a test, by far: most of its bits stay unset. */
const slots = 2 ** 26;

/**
 * Notes once which windows of six bytes occur at all. A form with one window that does not is nowhere: of thousands of forms of random values only
 * those that are there, or share all their windows with what is, are looked for byte by byte.
 */
export function haystackOf(places: readonly Place[]): Haystack {
  const gap = Buffer.from([0, 0xff, 0]);
  const starts: number[] = [];
  let length = 0;
  for (const { bytes } of places) {
    starts.push(length);
    length += bytes.length + gap.length;
  }
  const exactBytes = Buffer.concat(places.flatMap(({ bytes }) => [bytes, gap]));
  const looseBytes = lowered(exactBytes);
  const occurs = windowsOf(looseBytes);
  return {
    *find(form, exact) {
      if (!mayOccur(occurs, exact ? lowered(form) : form)) return;
      const within = exact ? exactBytes : looseBytes;
      for (let at = within.indexOf(form); at >= 0; at = within.indexOf(form, at + 1)) {
        const found = places[placeAt(starts, at)];
        if (found) yield found;
      }
    },
  };
}

function slotAt(bytes: Buffer, at: number): number {
  const front = bytes.readInt32LE(at);
  const back = bytes.readUInt16LE(at + 4);
  const mixed = Math.imul(front, 0x9e3779b1) ^ Math.imul(back, 0x85ebca6b);
  return ((mixed ^ (mixed >>> 15)) >>> 0) % slots;
}

function windowsOf(bytes: Buffer): Uint8Array {
  const occurs = new Uint8Array(slots / 8);
  for (let at = 0; at + window <= bytes.length; at++) {
    const slot = slotAt(bytes, at);
    occurs[slot >>> 3] = (occurs[slot >>> 3] as number) | (1 << (slot & 7));
  }
  return occurs;
}

function mayOccur(occurs: Uint8Array, form: Buffer): boolean {
  if (form.length < window) throw new RangeError('too short to be searched for');
  for (let at = 0; at + window <= form.length; at++) {
    const slot = slotAt(form, at);
    if (((occurs[slot >>> 3] as number) & (1 << (slot & 7))) === 0) return false;
  }
  return true;
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
