import { createPublicKey, hash } from 'node:crypto';
import { DomainError } from '../errors.ts';
import type { RecipientKey } from './recipient.ts';
import { isSmallOrder, isWeakModulus } from './weak-key.ts';

/** Longest text of a key that is read: one of RSA with 8192 bits has some 1,400 characters. */
const longest = 4096;
/** Members of private and of symmetric keys (RFC 7518, 6): whoever sends one has to make another pair. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
/** What shows one that is no JWK by itself, or is none at all: in a set, in a list, cut off, or as PEM. */
const privateText = new RegExp(`PRIVATE KEY-|"(?:${privateMembers.join('|')})"\\s*:`);
const curves = ['P-256', 'P-384', 'P-521'];

/** How each type of key is used, what its `key_ops` must say where there are any, and its own members in the order of their names. */
const types = {
  RSA: { alg: 'RSA-OAEP-256', keyOps: ['wrapKey', 'encrypt'], members: ['e', 'kty', 'n'] },
  EC: { alg: 'ECDH-ES+A256KW', keyOps: ['deriveKey', 'deriveBits'], members: ['crv', 'kty', 'x', 'y'] },
  OKP: { alg: 'ECDH-ES+A256KW', keyOps: ['deriveKey', 'deriveBits'], members: ['crv', 'kty', 'x'] },
} as const;

/**
 * A recipient's public key as it was sent: a JWK (RFC 7517) as text. Taken are keys for encryption alone: RSA of 2048 to 8192 bits, EC P-256,
 * P-384 and P-521, X25519. Undefined for any other: of another type, for another use, weak, or not on its curve. What is kept of it are its
 * public members and their thumbprint (RFC 7638).
 * @throws DomainError PRIVATE_KEY at `key` for what has a private member, or a secret one: whoever sent it has shown it, and makes another pair
 */
export function judgeKey(text: string): Omit<RecipientKey, 'expiresAt'> | undefined {
  const given = text.length > longest ? undefined : objectIn(text);
  if (privateText.test(text) || privateMembers.some((name) => Object.hasOwn(given ?? {}, name)))
    throw new DomainError('PRIVATE_KEY', ['key']);
  if (!given) return undefined;
  const type = Object.hasOwn(types, String(given.kty)) ? types[given.kty as keyof typeof types] : undefined;
  if (!type || !isMeantFor(given, type)) return undefined;
  const jwk: Record<string, string> = {};
  for (const name of type.members) {
    const value = given[name];
    if (typeof value !== 'string') return undefined;
    jwk[name] = value;
  }
  if (!isSound(jwk)) return undefined;
  // The members a thumbprint is made of, in the order of their names, without white space.
  return { jwk, thumbprint: hash('sha256', JSON.stringify(jwk), 'base64url') };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What a key says of itself (RFC 7517, 4.2 to 4.4). An exported public key of a curve has no operations at all: an empty list. */
function isMeantFor(
  { use, alg, key_ops }: Readonly<Record<string, unknown>>,
  type: (typeof types)[keyof typeof types],
): boolean {
  if (use !== undefined && use !== 'enc') return false;
  if (alg !== undefined && alg !== type.alg) return false;
  if (key_ops === undefined) return true;
  if (!Array.isArray(key_ops)) return false;
  const isOfCurve = type.alg === 'ECDH-ES+A256KW';
  return (isOfCurve && key_ops.length === 0) || type.keyOps.some((name) => key_ops.includes(name));
}

/** Whether it is what it says, point on the curve included, and no weak one. */
function isSound(jwk: Readonly<Record<string, string>>): boolean {
  const { kty, crv = '', n = '', e = '', x = '' } = jwk;
  if (kty === 'EC' && !curves.includes(crv)) return false;
  if (kty === 'OKP' && crv !== 'X25519') return false;
  try {
    // Written otherwise, the same key would have another thumbprint.
    const same = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'jwk' });
    if (Object.entries(jwk).some(([name, value]) => same[name] !== value)) return false;
  } catch {
    return false;
  }
  if (kty === 'RSA') return !isWeakModulus(n, e);
  return kty !== 'OKP' || !isSmallOrder(x);
}
