import { Personal, uncover } from '../domain/pii.ts';
import { integrityViolation } from './faults.ts';

/** What is sealed is a whole number of these bytes long, so that the length of a record tells little. */
const bucket = 64;
const space = 0x20;
const covered = '"[personal]"';

/**
 * A value as JSON, padded with spaces, which JSON.parse skips. Personal values are uncovered, wherever they stand.
 *
 * @throws TypeError for what JSON cannot hold; it names no value
 */
export function toPaddedJson(value: unknown): Buffer {
  const json = toJson(value instanceof Personal ? uncover(value) : value);
  if (json === undefined) throw new TypeError('What is to be sealed must be JSON.');
  const length = Buffer.byteLength(json);
  const bytes = Buffer.allocUnsafe(Math.ceil(length / bucket) * bucket);
  bytes.fill(space, bytes.write(json));
  return bytes;
}

/** The value in padded JSON that was authenticated before. @throws DomainError INTEGRITY_VIOLATION when it is none */
export function fromPaddedJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    // JSON.parse quotes what it could not read.
    throw integrityViolation();
  }
}

/** A replacer makes JSON.stringify several times as slow: it runs only when a Personal seems to be inside. */
function toJson(value: unknown): string | undefined {
  const json: string | undefined = JSON.stringify(value);
  if (!json?.includes(covered)) return json;
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, name, printed: unknown) {
    const original = this[name];
    return original instanceof Personal ? uncover(original) : printed;
  });
}
