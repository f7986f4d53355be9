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
  return plainAddress(bracketed ?? bare);
}

/** An address in the form that addresses are compared and indexed in, before case; undefined for what is none. */
export const plainAddress = (text: string): string | undefined => emailAddress(text.trim(), [], []);

const longest = 2000;
