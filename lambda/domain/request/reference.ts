import type { Random } from '../ports/random.ts';

/** A new reference: `REQ-` and ten characters of Crockford base32, 50 random bits. */
export function newReference(random: Pick<Random, 'id'>): string {
  return `REQ-${random.id().slice(-10)}`;
}

/** Whether a text claims to be a reference of a request: no other system's pattern is asked about it then. */
export const claimsRequest = (text: string): boolean => text.startsWith('REQ-');

export const isReference = (text: string): boolean => /^REQ-[0-9A-HJKMNP-TV-Z]{10}$/.test(text);
