import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { isBlank, type Parser, refuse } from './parser.ts';

/** Eleven-digit mobile numbers, withdrawn in 2018; the library's smaller numbering plan still takes them. */
const withdrawn = /^\+841(?:2\d|6[2-9]|8[68]|99)\d{7}$/;

/**
 * A phone number as people write it, in E.164. Without a country code it is Vietnamese: `0912 345 678`, `(+84) 912.345.678`
 * and `84912345678` are one number. Extensions are refused, for E.164 has none.
 *
 * The smaller plan knows each country's lengths and ranges but not its operators' blocks: what it knows does not grow old, and an
 * operator's new block is not refused.
 */
export const phoneNumber: Parser<string> = (value, path, issues) => {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  if (typeof value !== 'string') return refuse(issues, 'INVALID_FORMAT', path);
  if (value.length > 64) return refuse(issues, 'TOO_LONG', path);
  // Address books wrap what is copied from them in invisible direction marks; and the library does not know `(+84)`.
  const written = value.replace(/[\p{Cf}\s()]+/gu, ' ').trim();
  const phone = parsePhoneNumberFromString(written, { defaultCountry: 'VN', extract: false });
  if (!phone?.isValid() || phone.ext !== undefined || withdrawn.test(phone.number)) {
    return refuse(issues, 'INVALID_FORMAT', path);
  }
  return phone.number;
};
