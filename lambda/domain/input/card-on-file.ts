import type { CardOnFile } from '../customer/details.ts';
import { todayInVietnam } from './calendar.ts';
import { holdsCardNumber } from './card-number.ts';
import { oneOf } from './choice.ts';
import { objectOf } from './object.ts';
import { isBlank, type Parser, refuse } from './parser.ts';

const cardBrands = ['VISA', 'MASTERCARD', 'JCB', 'AMEX', 'NAPAS', 'UNIONPAY', 'DINERS', 'DISCOVER'] as const;

/** A payment processor's token: 8 to 128 characters, beginning with a letter, and no card number within. */
const processorToken: Parser<string> = (value, path, issues) => {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  if (typeof value !== 'string') return refuse(issues, 'INVALID_FORMAT', path);
  if (value.length > 200) return refuse(issues, 'TOO_LONG', path);
  const token = value.trim();
  if (holdsCardNumber(token)) return refuse(issues, 'CARD_NUMBER_NOT_ACCEPTED', path);
  return /^[A-Za-z][A-Za-z0-9_.-]{7,127}$/.test(token) ? token : refuse(issues, 'INVALID_FORMAT', path);
};

const lastFour: Parser<string> = (value, path, issues) => {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  if (typeof value !== 'string') return refuse(issues, 'INVALID_FORMAT', path);
  if (/^\d{4}$/.test(value)) return value;
  const wholeNumber = value.length <= 200 && holdsCardNumber(value);
  return refuse(issues, wholeNumber ? 'CARD_NUMBER_NOT_ACCEPTED' : 'INVALID_FORMAT', path);
};

/** The last month a card is good for, `YYYY-MM`: this month in Vietnam or later, and within twenty years. */
function expiry(now: Date): Parser<string> {
  return (value, path, issues) => {
    if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
    const month = typeof value === 'string' ? value.trim() : '';
    const thisMonth = todayInVietnam(now).slice(0, 7);
    const lastMonth = `${Number(thisMonth.slice(0, 4)) + 20}${thisMonth.slice(4)}`;
    const good = /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) && month >= thisMonth && month <= lastMonth;
    return good ? month : refuse(issues, 'INVALID_FORMAT', path);
  };
}

/** A card on file: what a processor gave for it, never its number. */
export const cardOnFile = (now: Date): Parser<CardOnFile> =>
  objectOf({ required: { processorToken, brand: oneOf(cardBrands), lastFour, expiry: expiry(now) } });
