import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/**
 * HMAC-SHA-256 (RFC 2104). Every MAC of sealing is made here. Raw bytes are wrapped even for one use: given them, Node 24 first
 * throws and catches an error to learn that they are no key object, which takes four times as long as the MAC itself.
 */
export const mac = (key: Buffer | KeyObject, text: string | Uint8Array): Buffer =>
  createHmac('sha256', Buffer.isBuffer(key) ? createSecretKey(key) : key)
    .update(text)
    .digest();
