import * as z from 'zod/mini';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import { Personal, uncover } from '../pii.ts';
import type { LoadedCustomer, ReadySealing } from '../ports.ts';
import { variablesAt } from './enqueue-mail.ts';
import type { FilledTemplate, Letter } from './letter.ts';
import type { Mail } from './mail.ts';

const shapes = {
  EMAIL_VERIFICATION: z.object({
    template: z.literal('EMAIL_VERIFICATION'),
    variables: z.object({ link: z.url({ protocol: /^https?$/ }), hours: z.int() }),
  }),
  ADDRESS_TAKEN: z.object({ template: z.literal('ADDRESS_TAKEN'), variables: z.object({}) }),
};

/**
 * Opens what sending needs: the address in force (P3.1) from the customer's contact blob, and the mail's variables.
 * @throws DomainError INTEGRITY_VIOLATION when either is not what was sealed, or record and keys are of different times.
 */
export function openLetter(sealing: ReadySealing, customer: LoadedCustomer, mail: Mail): Letter {
  const contact = openDetails(sealing, customer, 'contact');
  const variables = sealing.open(customer.keyring, variablesAt(mail.id), mail.sealedVariables);
  const filled = z.safeParse(shapes[mail.template], {
    template: mail.template,
    variables: uncover(variables),
  });
  if (!contact || !filled.success) throw new DomainError('INTEGRITY_VIOLATION');
  return { mail, to: new Personal(contact.email), filled: new Personal<FilledTemplate>(filled.data) };
}
