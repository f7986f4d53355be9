import { parseInput } from '../input/collect-issues.ts';
import { customerReference } from '../input/customer-reference.ts';
import { objectOf } from '../input/object.ts';
import { isBlank, type Parsed, type Parser, refuse } from '../input/parser.ts';
import { text } from '../input/text.ts';

/** As long as a domain name may be (RFC 1035). */
const longest = 253;
const line = text({ longest, characters: /^.*$/u });

/** 1 to 253 printable characters, in NFC. It may be a domain name, and is personal. */
const serviceRef: Parser<string> = (value, path, issues) => {
  const name = line(value, path, issues);
  // Counted as a mail counts it.
  return name !== undefined && name.length > longest ? refuse(issues, 'TOO_LONG', path) : name;
};

/** A code, never a name of somebody: 1 to 64 of `A-Z a-z 0-9 . _ -`, the first a letter or a digit. */
const product: Parser<string> = (value, path, issues) => {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  const isCode = typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value);
  return isCode ? value : refuse(issues, 'INVALID_FORMAT', path);
};

/** An instant, in UTC with milliseconds. */
const instant: Parser<string> = (value, path, issues) => {
  if (value === undefined || value === null) return refuse(issues, 'REQUIRED', path);
  const isInstant = value instanceof Date && !Number.isNaN(value.getTime());
  // A year of five digits sorts before every other.
  if (!isInstant || value.getUTCFullYear() > 9999 || value.getUTCFullYear() < 1970)
    return refuse(issues, 'INVALID_FORMAT', path);
  return value.toISOString();
};

const serviceTerm = objectOf({
  required: { customer: customerReference, serviceRef, product, expiresAt: instant },
});
export type GivenTerm = NonNullable<Parsed<typeof serviceTerm>>;

/** @throws DomainError with every issue. */
export function parseServiceTerm(input: unknown): GivenTerm {
  return parseInput(serviceTerm, input);
}
