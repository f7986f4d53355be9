import { type CustomerKind, customerKinds } from '../customer/customer.ts';
import type { ContactDetails, IdentityDetails } from '../customer/details.ts';
import type { Issue } from '../errors.ts';
import type { Language } from '../viewer.ts';
import { agreement, oneOf } from './choice.ts';
import { parseInput } from './collect-issues.ts';
import { type ConsentChoiceInput, consentChoices } from './consent-choices.ts';
import { dateOfBirth } from './date-of-birth.ts';
import { emailAddress } from './email-address.ts';
import { identityNumberOf } from './identity-number.ts';
import { language } from './language.ts';
import { nameOf } from './name.ts';
import { type NoticeShown, noticeShown } from './notice.ts';
import { objectOf } from './object.ts';
import type { Path } from './parser.ts';
import { phoneNumber } from './phone-number.ts';
import { postalAddress } from './postal-address.ts';

/** A registration as asked for. That policy and storage were agreed to is certain: without it nothing is parsed (P0.2, P1.4). */
export interface Registration {
  readonly kind: CustomerKind;
  readonly language: Language;
  readonly contact: ContactDetails;
  /** Empty when nothing of it was given. */
  readonly identity: IdentityDetails;
  readonly notice: NoticeShown;
  readonly agreed: true;
  readonly storage: true;
  readonly consents: readonly ConsentChoiceInput[];
}

/** The flat input of `registerCustomer`. @throws DomainError with every issue. */
export function parseRegistration(input: unknown, now: Date): Registration {
  return parseInput((value, path, issues) => registration(value, path, issues, now), input);
}

function registration(value: unknown, path: Path, issues: Issue[], now: Date): Registration | undefined {
  // The kind says how a name and a number are judged; when it is missing itself, they are judged as an organisation's, the wider.
  const kind =
    (value as { kind?: unknown } | undefined | null)?.kind === 'INDIVIDUAL' ? 'INDIVIDUAL' : 'ORGANISATION';
  const parsed = objectOf({
    required: {
      kind: oneOf(customerKinds),
      name: nameOf(kind),
      email: emailAddress,
      language,
      notice: noticeShown,
      agreed: agreement,
      storage: agreement,
      consents: consentChoices,
    },
    optional: {
      phone: phoneNumber,
      address: postalAddress,
      dateOfBirth: dateOfBirth(now),
      identityNumber: identityNumberOf(kind),
    },
  })(value, path, issues);
  if (parsed === undefined) return undefined;
  const { name, email, phone, address, dateOfBirth: born, identityNumber, ...rest } = parsed;
  return {
    ...rest,
    contact: { name, email, ...(phone !== undefined && { phone }) },
    identity: {
      ...(address !== undefined && { address }),
      ...(born !== undefined && { dateOfBirth: born }),
      ...(identityNumber !== undefined && { identityNumber }),
    },
  };
}
