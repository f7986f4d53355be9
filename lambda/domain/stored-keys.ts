/**
 * Keys as they are stored: what `crypto/` needs from the Keys table and `store/keys.ts` gives. The rules themselves never
 * look inside: to them a keyring is opaque.
 */
import type { DataClass } from './access.ts';
import type { Write } from './ports/commit.ts';
import type { Keyring } from './ports/sealing.ts';

/** A subject's keys of one class. Nothing in it is secret without the KEK; nothing in it is trusted before it is checked. */
export interface ClassKeys {
  /** Version of the DEK that new records are sealed under, from 1. */
  readonly current: number;
  /** Wrapped DEKs by version. A version lives while a record uses it. */
  readonly wrapped: ReadonlyMap<number, Uint8Array>;
  /** Revision of the class blob, under its MAC. */
  readonly revision: Uint8Array | undefined;
}

/** What sealing added to one class and the table does not have yet. */
export interface AddedKeys {
  /** A first DEK, wrapped. */
  dek?: { readonly version: number; readonly wrapped: Uint8Array };
  /** The next revision of the class blob, under its MAC. */
  revision?: Uint8Array;
}

/** A keyring: the subject's item as it was read, and what is to be added to it. It serves one transaction; then load again. */
export interface SubjectKeys extends Keyring {
  /** Whether the table had an item of the subject. */
  readonly stored: boolean;
  readonly classes: Readonly<Partial<Record<DataClass, ClassKeys>>>;
  readonly added: Map<DataClass, AddedKeys>;
}

/** Which versions of a rotating key there are. */
export interface KeyVersions {
  /** The one to use for what is new. */
  readonly current: number;
  /** Others still in use while the key rotates. */
  readonly alsoRead: readonly number[];
  /** From when on the current one has been current; undefined where it was not noted. RFC 3339. */
  readonly since?: string | undefined;
}

/** Where a version of a rotating key is kept. */
export const versionName = (family: string, version: number): string =>
  `${family}#${String(version).padStart(6, '0')}`;

/** Every read is strongly consistent; nothing is ever overwritten. @throws DomainError TEMPORARILY_UNAVAILABLE */
export interface KeyStore {
  /** A named key as KMS wrapped it. */
  loadKey(name: string): Promise<Uint8Array | undefined>;
  /** False when there was one already: it stands. */
  insertKey(name: string, wrapped: Uint8Array): Promise<boolean>;
  loadVersions(family: string): Promise<KeyVersions | undefined>;
  /** False when there were some already: they stand. */
  insertVersions(family: string, versions: KeyVersions): Promise<boolean>;
  newSubject(subjectId: string): SubjectKeys;
  /** Undefined when the subject has no keys. */
  loadSubject(subjectId: string): Promise<SubjectKeys | undefined>;
  /** The write of what was added; undefined when nothing was. Refusal STALE_REVISION. */
  saveSubject(keys: SubjectKeys): Write | undefined;
}
