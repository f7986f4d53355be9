import { createHash, timingSafeEqual } from 'node:crypto';
import type { LinkToken } from '../ports/link-tokens.ts';
import type { Random } from '../ports/random.ts';

/** A fresh token: what the link carries, and what is stored of it. 256 random bits need no slow hash. */
export function makeToken(random: Random): { id: string; secretHash: string; token: string } {
  const id = random.id();
  const secret = Buffer.from(random.bytes(32)).toString('base64url');
  return { id, secretHash: hash(secret), token: `${id}.${secret}` };
}

/** The parts of a token; undefined when it cannot be one. */
export function readToken(token: string): { id: string; secret: string } | undefined {
  const [, id, secret] = /^([0-9A-HJKMNP-TV-Z]{26})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
}

/** Compared in constant time. */
export function isSecretOf({ secretHash }: Pick<LinkToken, 'secretHash'>, secret: string): boolean {
  const stored = Buffer.from(secretHash);
  const given = Buffer.from(hash(secret));
  return stored.length === given.length && timingSafeEqual(stored, given);
}

const hash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
