import { domainToUnicode } from 'node:url';
import { emailAddress } from '../input/email-address.ts';

/**
 * The one address of a From field as the receiving server read it: `address`, or `name <address>`. Undefined when there is not exactly one, or it
 * is none that this product writes to: then nothing says whose verdicts they are (RFC 7489 6.6.1).
 * @param from the mailboxes of the field, in one text or several
 */
export function senderOf(from: readonly string[]): string | undefined {
  const [field, ...more] = from;
  if (field === undefined || more.length > 0 || field.length > longest) return undefined;
  const bare = field.replace(/"(?:[^"\\]|\\.)*"/g, '').trim();
  const [, name = '', bracketed] = /^([^<>]*)<([^<>]*)>$/.exec(bare) ?? [];
  // A name may hold a comma once it is decoded; an address beside it is another sender.
  if (/[,;]/.test(name) && name.includes('@')) return undefined;
  return senderAddress(bracketed ?? bare);
}

/** An address in the form that addresses are compared and indexed in, before case; undefined for what is none. */
export const plainAddress = (text: string): string | undefined => emailAddress(text.trim(), [], []);

/**
 * The same of an address whose domain is written as it is, in ASCII or Unicode (RFC 5890 2.3.2.1). One that only becomes a domain by mapping
 * (full-width letters, say) is nobody's: the receiving server asks by the letters that stand there, finds no policy, and proves nothing of it.
 */
export function senderAddress(text: string): string | undefined {
  const address = plainAddress(text);
  const ascii = address && domainOf(address);
  // Lower case maps, too: the Kelvin sign to a k.
  if (text.normalize('NFKC') !== text) return undefined;
  const written = domainOf(text.trim());
  return written === ascii || written === domainToUnicode(ascii ?? '') ? address : undefined;
}

/** What stands behind the `@`, in lower case. */
export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const longest = 2000;
