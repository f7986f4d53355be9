import type { PaymentDetails } from '../customer/details.ts';
import { bankAccount } from './bank-account.ts';
import { cardOnFile } from './card-on-file.ts';
import type { Changes } from './changes.ts';
import { parseInput } from './collect-issues.ts';
import { organisationName } from './name.ts';
import { objectOf } from './object.ts';
import { postalAddress } from './postal-address.ts';
import { taxCode } from './tax-code.ts';

/** Changes of payment details; null removes one. @throws DomainError with every issue. */
export function parsePaymentDetails(input: unknown, now: Date): Changes<PaymentDetails> {
  return parseInput(
    objectOf({
      removable: {
        billingName: organisationName,
        billingAddress: postalAddress,
        taxCode,
        bankAccount,
        card: cardOnFile(now),
      },
    }),
    input,
  );
}
