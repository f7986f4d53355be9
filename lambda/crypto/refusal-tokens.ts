import { timingSafeEqual } from 'node:crypto';
import type { ReadyRefusalTokens, RefusalTokens } from '../domain/ports/signing.ts';
import type { RefusablePurpose } from '../domain/purposes.ts';
import { mac } from './mac.ts';
import { createNamedKeys } from './named-keys.ts';
import type { WrappedKeysDeps } from './wrapped-keys.ts';

/** Stands for every purpose that can be refused, of today and of any later day. */
type Refusable = RefusablePurpose | 'ALL';

/** The second character of a token. Links never expire (RFC 8058), so a character never changes its meaning. */
const characters: Readonly<Record<Refusable, string>> = {
  ALL: '0',
  PAYMENT_CONFIRMATION: '1',
  SERVICE_SUPPORT: '2',
  SERVICE_EXTENSION: '3',
  SERVICE_NOTICE: '4',
  BILLING_NOTICE: '5',
  NEW_PRODUCTS: '6',
  PROMOTIONS: '7',
  SURVEYS: '8',
};
const purposes = new Map(Object.entries(characters).map(([purpose, one]) => [one, purpose as Refusable]));

/** The first character: how the rest is read, and the number of the key. */
const version = '1';
const keyName = `REFUSAL-LINKS#${version}`;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idLength = 26;
const macLength = 26;
const form = new RegExp(`^${version}[${alphabet}]{${1 + idLength + macLength}}$`);

/**
 * Tokens of refusal links: version, purpose, customer id, and 130 bits of HMAC-SHA-256 over them, as 54 characters of Crockford's base32 in
 * lower case. So a token is the same when a mail system changes its case, and fits behind `refuse+` as the local part of an address, of
 * which 64 characters are allowed (RFC 5321 4.5.3.1.1).
 *
 * The key is wrapped by KMS with EncryptionContext {app, purpose: 'refusal-links', name} and never rotates: it opens nothing but a refusal.
 * @param deps.kmsKeyId KMS key of refusal links, by id or ARN
 */
export function createRefusalTokens(deps: WrappedKeysDeps & { readonly kmsKeyId: string }): RefusalTokens {
  const keys = createNamedKeys({ ...deps, purpose: 'refusal-links' });
  return { ready: async () => readyWith(await keys.get(keyName)) };
}

function readyWith(key: Buffer): ReadyRefusalTokens {
  const macOf = (head: string): string => base32(mac(key, `refusal-link\0${head}`)).slice(0, macLength);
  return {
    tokenOf(customerId, purpose) {
      const head = `${version}${characters[purpose]}${customerId.toLowerCase()}`;
      const token = head + macOf(head);
      if (!form.test(token)) throw new TypeError('a customer id is 26 characters of base32');
      return token;
    },
    read(given) {
      const token = given.length === 2 + idLength + macLength ? given.toLowerCase() : '';
      if (!form.test(token)) return undefined;
      const head = token.slice(0, 2 + idLength);
      const isOurs = timingSafeEqual(Buffer.from(token.slice(head.length)), Buffer.from(macOf(head)));
      const purpose = purposes.get(token.charAt(1));
      if (!isOurs || purpose === undefined) return undefined;
      return { customerId: head.slice(2).toUpperCase(), purpose };
    },
  };
}

/** Five bits a character, the first bits first. What is left over at the end is dropped. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet.charAt((held >> (bits - 5)) & 31);
    held &= 31;
  }
  return text;
}
