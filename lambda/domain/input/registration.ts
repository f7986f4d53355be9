import type { CustomerKind } from '../customer/customer.ts';
import type { ContactDetails, IdentityDetails } from '../customer/details.ts';
import type { Issue } from '../errors.ts';
import type { Language } from '../viewer.ts';
import { agreement } from './choice.ts';
import { parseInput } from './collect-issues.ts';
import { type ConsentChoiceInput, consentChoices } from './consent-choices.ts';
import { type NoticeShown, noticeShown } from './notice.ts';
import { objectOf } from './object.ts';
import type { Path } from './parser.ts';
import { byClass, personFields } from './person.ts';

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
  const person = personFields(value, now);
  const parsed = objectOf({
    required: {
      ...person.required,
      notice: noticeShown,
      agreed: agreement,
      storage: agreement,
      consents: consentChoices,
    },
    optional: person.optional,
  })(value, path, issues);
  return parsed && byClass(parsed);
}
