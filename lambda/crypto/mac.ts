import { createHmac } from 'node:crypto';

/** HMAC-SHA-256 (RFC 2104). Every MAC of sealing is made here; the key is raw bytes. */
export const mac = (key: Buffer, text: string | Uint8Array): Buffer =>
  createHmac('sha256', key).update(text).digest();
