import type { BankAccount } from '../customer/details.ts';
import { readCompact } from './compact.ts';
import { organisationName } from './name.ts';
import { objectOf } from './object.ts';
import { type Parser, refuse } from './parser.ts';

/** 6 to 19 digits. A typed number: it is not tried as a card number. */
const accountNumber: Parser<string> = (value, path, issues) => {
  const number = readCompact(value, path, issues);
  if (number === undefined) return undefined;
  return /^\d{6,19}$/.test(number) ? number : refuse(issues, 'INVALID_FORMAT', path);
};

/** A bank by its name or by its six-digit number, the account and its holder. */
export const bankAccount: Parser<BankAccount> = objectOf({
  required: { bank: organisationName, number: accountNumber, holder: organisationName },
});
