import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a text, white space around it aside, is the one of a SHA-256 (base64url); compared in constant time. */
export function isSecretOf(secretHash: string, given: string): boolean {
  const found = createHash('sha256').update(given.trim()).digest();
  const expected = Buffer.from(secretHash, 'base64url');
  return expected.length === found.length && timingSafeEqual(expected, found);
}
