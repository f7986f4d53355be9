import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { limits } from '../declared/limits.ts';
import type { Now } from '../domain/ports/now.ts';
import type { KeyStore } from '../domain/stored-keys.ts';
import { integrityViolation, kmsFault } from './faults.ts';
import { createSingleFlight } from './single-flight.ts';

/** One key wrapped by KMS. */
export interface WrappedKey {
  /** Its place in the Keys table. */
  readonly name: string;
  /** The KMS key, by id or ARN; no other may have wrapped it. */
  readonly kmsKeyId: string;
  /** KMS's EncryptionContext: authenticated with the key, and what an IAM condition can ask for. */
  readonly context: Readonly<Record<string, string>>;
}

/** Keys of 32 random bytes. Each costs one KMS call in a cold process, however many ask at once, and none while it is kept. */
export interface WrappedKeys {
  /** The key, made when there is none. */
  obtain(key: WrappedKey): Promise<Buffer>;
  /** The key, never made. */
  find(key: WrappedKey): Promise<Buffer | undefined>;
}

export interface WrappedKeysDeps {
  readonly kms: KMSClient;
  readonly keyStore: KeyStore;
  readonly now: Now;
}

/** The first pair of every EncryptionContext. */
export const appName = 'cloudfly-privacy';

const keyLength = 32;
const keptAtOnce = 256;

/** @throws DomainError INTEGRITY_VIOLATION when KMS does not know a key under its context, else TEMPORARILY_UNAVAILABLE */
export function createWrappedKeys({ kms, keyStore, now }: WrappedKeysDeps): WrappedKeys {
  const flights = createSingleFlight<Buffer>({ size: keptAtOnce, minutes: limits.kekCacheMinutes, now });

  const unwrap = async ({ kmsKeyId, context }: WrappedKey, blob: Uint8Array): Promise<Buffer> => {
    const input = { KeyId: kmsKeyId, CiphertextBlob: blob, EncryptionContext: context };
    const { Plaintext } = await kms.send(new DecryptCommand(input)).catch(rethrow);
    return owned(Plaintext);
  };
  const make = async (key: WrappedKey): Promise<Buffer> => {
    const input = { KeyId: key.kmsKeyId, KeySpec: 'AES_256' as const, EncryptionContext: key.context };
    const made = await kms.send(new GenerateDataKeyCommand(input)).catch(rethrow);
    const plaintext = owned(made.Plaintext);
    if (made.CiphertextBlob && (await keyStore.insertKey(key.name, made.CiphertextBlob))) return plaintext;
    plaintext.fill(0);
    const winner = await keyStore.loadKey(key.name);
    if (!winner) throw integrityViolation();
    return unwrap(key, winner);
  };
  const find = (key: WrappedKey): Promise<Buffer | undefined> =>
    flights.get(key.name, async () => {
      const blob = await keyStore.loadKey(key.name);
      return blob && unwrap(key, blob);
    });

  return {
    find,
    async obtain(key) {
      for (;;) {
        const found = await flights.get(key.name, async () => {
          const blob = await keyStore.loadKey(key.name);
          return blob ? unwrap(key, blob) : make(key);
        });
        // Nothing: this was the flight of a `find`. The next one is our own, or another's that makes the key.
        if (found) return found;
      }
    },
  };
}

/** A copy in memory of its own; the SDK's, which may lie in a shared pool, is wiped. */
function owned(plaintext: Uint8Array | undefined): Buffer {
  if (plaintext?.length !== keyLength) throw integrityViolation();
  const key = Buffer.alloc(keyLength);
  key.set(plaintext);
  plaintext.fill(0);
  return key;
}

function rethrow(error: unknown): never {
  throw kmsFault(error);
}
