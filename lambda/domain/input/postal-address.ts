import type { PostalAddress } from '../customer/details.ts';
import { countryCodes } from './country-codes.ts';
import { objectOf } from './object.ts';
import { isBlank, type Parser, refuse } from './parser.ts';
import { readText, text } from './text.ts';

const characters = /^[\p{L}\p{M}\p{Nd} '’‘ʼ\p{Pd}.,·&()/+"“”#:;°º№]+$/u;
const line = text({ longest: 200, characters });
const area = text({ longest: 100, characters });

/** ISO 3166-1 alpha-2; Vietnam when none is named. */
const country: Parser<string> = (value, path, issues) => {
  if (isBlank(value)) return 'VN';
  const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return countryCodes.has(code) ? code : refuse(issues, 'INVALID_FORMAT', path);
};

/** 2 to 10 letters, digits, spaces and hyphens. */
const postalCode: Parser<string> = (value, path, issues) => {
  const code = readText(value, path, issues)?.toUpperCase();
  if (code === undefined) return undefined;
  return /^[A-Z0-9][A-Z0-9 -]{1,9}$/.test(code) ? code : refuse(issues, 'INVALID_FORMAT', path);
};

/** An address as people write it in Vietnam; the district fell away in July 2025, and older addresses have one. */
export const postalAddress: Parser<PostalAddress> = objectOf({
  required: { line, province: area, country },
  optional: { ward: area, district: area, postalCode },
  exact: true,
});
