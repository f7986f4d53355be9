import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { KeptFiles } from '../kept-files.ts';
import { KmsError } from './errors.ts';

export type KeySpec = 'SYMMETRIC_DEFAULT' | 'HMAC_256' | 'ECC_NIST_P256';
export type KeyUsage = 'ENCRYPT_DECRYPT' | 'GENERATE_VERIFY_MAC' | 'SIGN_VERIFY';

/** What each kind of key is for; AWS binds usage to the key when it is made. */
export const usageOf: Readonly<Record<KeySpec, KeyUsage>> = {
  SYMMETRIC_DEFAULT: 'ENCRYPT_DECRYPT',
  HMAC_256: 'GENERATE_VERIFY_MAC',
  ECC_NIST_P256: 'SIGN_VERIFY',
};

export interface LocalKey {
  /** UUID; an alias's key has one derived from the alias, the same at every start. */
  readonly id: string;
  readonly arn: string;
  readonly spec: KeySpec;
  /** 32 bytes, derived from the master; for the symmetric and the HMAC kind. */
  readonly secret: Buffer;
  /** For the signing kind. */
  readonly privateKey: KeyObject | undefined;
}

export interface KeyRing {
  /** Resolves an id, ARN or alias. @throws KmsError NotFoundException */
  named(name: string): LocalKey;
  /** As `named`, and ready for a use. @throws KmsError DisabledException, InvalidKeyUsageException */
  usable(name: string, usage: KeyUsage): LocalKey;
  byId(id: string): LocalKey | undefined;
  isEnabled(key: LocalKey): boolean;
  setEnabled(key: LocalKey, enabled: boolean): void;
}

interface Kept {
  /** 32 bytes in base64. */
  master: string;
  /** PKCS #8 PEM, by key id. */
  signing: Record<string, string>;
  disabled: string[];
}

const account = 'arn:aws:kms:ap-southeast-1:000000000000';
const fileName = 'kms-keys.json';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Opens the keys declared, with a master and signing keys from the kept file, or new ones at the first start. */
export function openKeyRing(files: KeptFiles, declared: Readonly<Record<string, KeySpec>>): KeyRing {
  const kept = readKept(files);
  const byId = new Map<string, LocalKey>();
  const byName = new Map<string, LocalKey>();
  for (const [name, spec] of Object.entries(declared)) {
    const { id, arn } = identify(name);
    let privateKey: KeyObject | undefined;
    if (spec === 'ECC_NIST_P256') {
      kept.signing[id] ??= newSigningKey();
      privateKey = createPrivateKey(kept.signing[id]);
    }
    const secret = Buffer.from(
      hkdfSync('sha256', Buffer.from(kept.master, 'base64'), '', `${spec} ${id}`, 32),
    );
    const key: LocalKey = { id, arn, spec, secret, privateKey };
    byId.set(id, key);
    for (const known of [name, id, arn]) byName.set(known, key);
    if (name.startsWith('alias/')) byName.set(`${account}:${name}`, key);
  }
  const save = () => files.write(fileName, `${JSON.stringify(kept, null, 2)}\n`);
  save();

  const isEnabled = (key: LocalKey) => !kept.disabled.includes(key.id);
  const named = (name: string): LocalKey => {
    const key = byName.get(name);
    if (key) return key;
    if (name.startsWith('alias/')) throw notFound(`Alias ${account}:${name} is not found.`);
    if (uuid.test(name)) throw notFound(`Key '${account}:key/${name}' does not exist`);
    throw notFound(name.startsWith('arn:') ? `Key '${name}' does not exist` : `Invalid keyId '${name}'`);
  };
  return {
    named,
    byId: (id) => byId.get(id),
    isEnabled,
    usable(name, usage) {
      const key = named(name);
      if (!isEnabled(key)) throw new KmsError('DisabledException', `${key.arn} is disabled.`);
      if (usageOf[key.spec] !== usage)
        throw new KmsError(
          'InvalidKeyUsageException',
          `${key.arn} key usage is ${usageOf[key.spec]} which is not valid.`,
        );
      return key;
    },
    setEnabled(key, enabled) {
      kept.disabled = kept.disabled.filter((id) => id !== key.id);
      if (!enabled) kept.disabled.push(key.id);
      save();
    },
  };
}

function identify(name: string): { id: string; arn: string } {
  if (uuid.test(name)) return { id: name, arn: `${account}:key/${name}` };
  const id = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(.+)$/.exec(name)?.[1];
  if (id && uuid.test(id)) return { id, arn: name };
  if (!/^alias\/[\w/-]+$/.test(name))
    throw new Error(`The local KMS cannot declare the key "${name}": give a UUID, a key's ARN or alias/...`);
  const hash = createHash('sha256').update(name).digest('hex');
  const derived = hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  return { id: derived, arn: `${account}:key/${derived}` };
}

function readKept(files: KeptFiles): Kept {
  const content = files.read(fileName);
  if (!content) return { master: randomBytes(32).toString('base64'), signing: {}, disabled: [] };
  return JSON.parse(content.toString('utf8')) as Kept;
}

function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function notFound(message: string): KmsError {
  return new KmsError('NotFoundException', message);
}
