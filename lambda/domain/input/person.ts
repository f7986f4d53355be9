import { type CustomerKind, customerKinds } from '../customer/customer.ts';
import type { ContactDetails, IdentityDetails, PostalAddress } from '../customer/details.ts';
import { oneOf } from './choice.ts';
import { dateOfBirth } from './date-of-birth.ts';
import { emailAddress } from './email-address.ts';
import { identityNumberOf } from './identity-number.ts';
import { language } from './language.ts';
import { nameOf } from './name.ts';
import { phoneNumber } from './phone-number.ts';
import { postalAddress } from './postal-address.ts';

/**
 * Fields of a new customer's person, flat as they are given. The kind says how a name and a number are judged; when it is missing itself,
 * they are judged as an organisation's, the wider.
 */
export function personFields(value: unknown, now: Date) {
  const kind: CustomerKind =
    (value as { kind?: unknown } | undefined | null)?.kind === 'INDIVIDUAL' ? 'INDIVIDUAL' : 'ORGANISATION';
  return {
    required: { kind: oneOf(customerKinds), name: nameOf(kind), email: emailAddress, language },
    optional: {
      phone: phoneNumber,
      address: postalAddress,
      dateOfBirth: dateOfBirth(now),
      identityNumber: identityNumberOf(kind),
    },
  };
}

/** The flat fields by the class that they are kept in; `identity` is empty when nothing of it was given. */
export function byClass<
  T extends {
    readonly name: string;
    readonly email: string;
    readonly phone?: string;
    readonly address?: PostalAddress;
    readonly dateOfBirth?: string;
    readonly identityNumber?: string;
  },
>(parsed: T) {
  const { name, email, phone, address, dateOfBirth: born, identityNumber, ...rest } = parsed;
  const contact: ContactDetails = { name, email, ...(phone !== undefined && { phone }) };
  const identity: IdentityDetails = {
    ...(address !== undefined && { address }),
    ...(born !== undefined && { dateOfBirth: born }),
    ...(identityNumber !== undefined && { identityNumber }),
  };
  return { ...rest, contact, identity };
}
