import type { ContactDetails } from '../customer/details.ts';
import type { Changes } from './changes.ts';
import { parseInput } from './collect-issues.ts';
import { organisationName } from './name.ts';
import { objectOf } from './object.ts';
import { phoneNumber } from './phone-number.ts';

const contactDetails = objectOf({
  replaceable: { name: organisationName },
  removable: { phone: phoneNumber },
});

/**
 * Changes of contact details: `name`, and `phone` or null to remove it. The kind of customer is not known yet when this is parsed,
 * so a name is judged as an organisation's, the wider. The address of mails changes by a flow of its own (P3.5).
 * @throws DomainError with every issue.
 */
export function parseContactDetails(input: unknown): Changes<Omit<ContactDetails, 'email'>> {
  return parseInput(contactDetails, input);
}
