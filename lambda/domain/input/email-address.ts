import { domainToASCII } from 'node:url';
import { holdsCardNumber } from './card-number.ts';
import { type Parser, refuse } from './parser.ts';
import { readText } from './text.ts';

/** What a domain may be written with, before it is brought to ASCII. */
const writtenDomain = /^[\p{L}\p{M}\p{N}.-]+$/u;
const label = /^[a-z0-9-]{1,63}$/;
/** An atom of RFC 5322 3.2.3, ASCII only. */
const atom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/;

/**
 * An address that mail can be sent to (RFC 5321 4.5.3.1: at most 64 before the `@`, 254 in all), its domain in lower case and ASCII.
 * What stands before the `@` keeps its case, for the receiving system may mind it; quoted and non-ASCII forms are refused.
 */
export const emailAddress: Parser<string> = (value, path, issues) => {
  const line = readText(value, path, issues);
  if (line === undefined) return undefined;
  const [local, domain, ...more] = line.split('@');
  if (!local || !domain || more.length > 0) return refuse(issues, 'INVALID_FORMAT', path);
  const asciiDomain = toAsciiDomain(domain);
  if (asciiDomain === undefined || !local.split('.').every((part) => atom.test(part))) {
    return refuse(issues, 'INVALID_FORMAT', path);
  }
  const address = `${local}@${asciiDomain}`;
  if (local.length > 64 || address.length > 254) return refuse(issues, 'TOO_LONG', path);
  if (holdsCardNumber(line)) return refuse(issues, 'CARD_NUMBER_NOT_ACCEPTED', path);
  return address;
};

/** The wholly normalised form, for the blind index alone: addresses that differ in case are one person's. */
export function emailIndexForm(address: string): string {
  return address.toLowerCase();
}

/** Lower case, ASCII, at least two labels, the last of them no number. */
function toAsciiDomain(domain: string): string | undefined {
  if (!writtenDomain.test(domain)) return undefined;
  const ascii = domainToASCII(domain);
  const labels = ascii.split('.');
  const last = labels.at(-1) ?? '';
  const good =
    ascii.length <= 253 &&
    labels.length >= 2 &&
    labels.every((one) => label.test(one) && !one.startsWith('-') && !one.endsWith('-')) &&
    last.length >= 2 &&
    /[a-z]/.test(last);
  return good ? ascii : undefined;
}
