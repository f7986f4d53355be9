import { createHash, randomBytes } from 'node:crypto';
import type { KeptFiles } from '../kept-files.ts';
import type { AtRest } from './at-rest.ts';

export interface Retention {
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
  /** ISO 8601. */
  readonly until: string;
}

export interface Bucket {
  readonly name: string;
  /** Object lock brings versions: overwriting adds one. Without it an object is replaced. */
  readonly objectLock: boolean;
  readonly defaultRetention?: { readonly mode: Retention['mode']; readonly days: number };
  readonly encryption?: { readonly algorithm: 'AES256' | 'aws:kms'; readonly keyId?: string };
  readonly expiration?: { readonly prefix: string; readonly days: number };
}

/** One version of an object, without its content. */
export interface Version {
  readonly bucket: string;
  readonly key: string;
  /** `null` in a bucket without versions, as in S3. */
  readonly versionId: string;
  /** Grows with every write; orders versions. */
  readonly sequence: number;
  readonly time: string;
  /** A deletion that hides the versions before it. */
  readonly deleteMarker: boolean;
  readonly size: number;
  /** MD5 in hex within quotation marks, as S3 gives it. */
  readonly etag: string;
  /** Response headers kept with it: type, metadata, checksum. */
  readonly headers: Readonly<Record<string, string>>;
  readonly retention?: Retention;
  /** Its content was sealed when it was put. */
  readonly sealed?: true;
}

export interface ObjectStore {
  /** Whether a bucket can have encryption. */
  readonly canSeal: boolean;
  buckets(): readonly Bucket[];
  bucket(name: string): Bucket | undefined;
  saveBucket(bucket: Bucket): void;
  /** Versions of a key, newest first. */
  versions(bucket: string, key: string): Version[];
  /** Newest versions that are no deletions, in the order of their keys' UTF-8 bytes. */
  current(bucket: string): Version[];
  add(version: Omit<Version, 'versionId' | 'sequence' | 'time'>, content: Buffer): Version;
  update(version: Version): void;
  remove(version: Version): void;
  content(version: Version): Buffer;
}

/** Opens what the files hold: per bucket one description, per version its content and, written last, its description. */
export function openObjects(files: KeptFiles, atRest?: AtRest): ObjectStore {
  const buckets = new Map<string, Bucket>();
  const objects = new Map<string, Map<string, Version[]>>();
  const keysOf = (bucket: string) => {
    const keys = objects.get(bucket) ?? new Map<string, Version[]>();
    objects.set(bucket, keys);
    return keys;
  };
  const insert = (version: Version) => {
    const others = (keysOf(version.bucket).get(version.key) ?? []).filter(
      ({ versionId }) => versionId !== version.versionId,
    );
    const all = [version, ...others].sort((one, other) => other.sequence - one.sequence);
    keysOf(version.bucket).set(version.key, all);
  };
  let last = 0;
  for (const name of files.names()) {
    if (!name.endsWith('.json')) continue;
    const described = JSON.parse(files.read(name)?.toString('utf8') ?? '') as Bucket | Version;
    if ('name' in described) buckets.set(described.name, described);
    else {
      insert(described);
      last = Math.max(last, described.sequence);
    }
  }
  const save = (version: Version) =>
    files.write(`${fileOf(version)}.json`, `${JSON.stringify(version, null, 2)}\n`);

  return {
    canSeal: atRest !== undefined,
    buckets: () => [...buckets.values()],
    bucket: (name) => buckets.get(name),
    saveBucket(bucket) {
      files.write(`${bucket.name}/bucket.json`, `${JSON.stringify(bucket, null, 2)}\n`);
      buckets.set(bucket.name, bucket);
    },
    versions: (bucket, key) => keysOf(bucket).get(key) ?? [],
    current: (bucket) =>
      [...keysOf(bucket).values()]
        .flatMap(([newest]) => (newest && !newest.deleteMarker ? [newest] : []))
        .sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key))),
    add(described, content) {
      const versioned = buckets.get(described.bucket)?.objectLock === true;
      const seal = buckets.get(described.bucket)?.encryption && atRest?.seal;
      const version: Version = {
        ...described,
        ...(seal && { sealed: true }),
        versionId: versioned ? randomBytes(24).toString('base64url') : 'null',
        sequence: ++last,
        time: new Date().toISOString(),
      };
      if (!version.deleteMarker)
        files.write(`${fileOf(version)}.content`, seal ? seal(content, placeOf(version)) : content);
      save(version);
      const replaced = versioned ? [] : (keysOf(version.bucket).get(version.key) ?? []);
      insert(version);
      for (const old of replaced) removeFiles(files, old);
      return version;
    },
    update(version) {
      save(version);
      insert(version);
    },
    remove(version) {
      removeFiles(files, version);
      const left = (keysOf(version.bucket).get(version.key) ?? []).filter(
        ({ sequence }) => sequence !== version.sequence,
      );
      if (left.length > 0) keysOf(version.bucket).set(version.key, left);
      else keysOf(version.bucket).delete(version.key);
    },
    content(version) {
      const kept = files.read(`${fileOf(version)}.content`) ?? Buffer.alloc(0);
      if (!version.sealed) return kept;
      if (!atRest) throw new Error('The content is sealed, and this S3 was started without its key.');
      return atRest.open(kept, placeOf(version));
    },
  };
}

const placeOf = ({ bucket, key }: Version): string => `${bucket}/${key}`;

function removeFiles(files: KeptFiles, version: Version): void {
  for (const ending of ['json', 'content']) files.remove(`${fileOf(version)}.${ending}`);
}

/** A key may hold anything and be longer than a file name: its hash stands for it. */
function fileOf({ bucket, key, sequence }: Version): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 40);
  return `${bucket}/${hash}/${String(sequence).padStart(12, '0')}`;
}
