import { createSecretKey, type KeyObject } from 'node:crypto';
import { limits } from '../declared/limits.ts';
import type { Now } from '../domain/ports/now.ts';
import { type DekPlace, unwrapDek } from './dek.ts';
import { createExpiringCache } from './expiring-cache.ts';
import { checkRevision, revisionKeyOf } from './revision.ts';

/** A DEK in memory. To be used at once and not kept: what vouches for revisions is wiped when it leaves the cache. */
export interface OpenDek {
  readonly key: KeyObject;
  /** The revision that this vouches for, checked under the DEK. @throws DomainError INTEGRITY_VIOLATION */
  checkRevision(vouched: Buffer): number;
  readonly revisionKey: Buffer;
}

export interface DekCache {
  /** The DEK of a place from its wrapped form. It is found again only by the same wrapped bytes. */
  open(place: DekPlace, wrapped: Buffer, kekOf: (kekVersion: number) => KeyObject): OpenDek;
  /** Lets go of what is past its time; a frozen process may do so late, but never hands it out. */
  sweep(): void;
}

export function createDekCache(now: Now): DekCache {
  const cache = createExpiringCache<CachedDek>({
    size: limits.dekCacheSize,
    minutes: limits.dekCacheMinutes,
    now,
    dispose: (dek) => dek.wipe(),
  });
  let sweptAt = 0;
  return {
    open(place, wrapped, kekOf) {
      const name = `${place.dataClass}#${place.dekVersion}#${place.subjectId}`;
      const known = cache.get(name);
      if (known?.wrapped.equals(wrapped)) return known;
      const key = unwrapDek(place, wrapped, kekOf);
      const dek = new CachedDek(place, copyOf(wrapped), createSecretKey(key));
      key.fill(0);
      cache.set(name, dek);
      return dek;
    },
    sweep() {
      const instant = now().getTime();
      if (instant - sweptAt < 60_000) return;
      sweptAt = instant;
      cache.purgeStale();
    },
  };
}

class CachedDek implements OpenDek {
  /** Outside the JavaScript heap; cleansed when it is freed. */
  readonly key: KeyObject;
  readonly wrapped: Buffer;
  readonly #place: DekPlace;
  #revisionKey: Buffer | undefined;
  /** What was found right last: a warm read compares bytes instead of computing the MAC again. */
  #vouched: { readonly bytes: Buffer; readonly revision: number } | undefined;

  constructor(place: DekPlace, wrapped: Buffer, key: KeyObject) {
    this.#place = place;
    this.wrapped = wrapped;
    this.key = key;
  }

  get revisionKey(): Buffer {
    this.#revisionKey ??= revisionKeyOf(this.key);
    return this.#revisionKey;
  }

  checkRevision(vouched: Buffer): number {
    if (this.#vouched?.bytes.equals(vouched)) return this.#vouched.revision;
    const revision = checkRevision(this.#place, this.revisionKey, vouched);
    this.#vouched = { bytes: copyOf(vouched), revision };
    return revision;
  }

  wipe(): void {
    this.#revisionKey?.fill(0);
  }
}

/** A copy in memory of its own: what was given may change, or be a small part of a large answer. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.alloc(bytes.length);
  copy.set(bytes);
  return copy;
}
