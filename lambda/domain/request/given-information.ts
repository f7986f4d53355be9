import { personalFields } from '../access.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { BlobClass } from '../customer/customer.ts';
import type { DetailsOf } from '../customer/details.ts';
import { DomainError, type Issue } from '../errors.ts';
import { parseContactDetails } from '../input/contact-details.ts';
import { parseIdentityDetails } from '../input/identity-details.ts';
import { isBlank } from '../input/parser.ts';
import { parsePaymentDetails } from '../input/payment-details.ts';
import { type AskableField, askableFields } from './information-request.ts';

/** What a customer gives of what was asked, parsed, by the class it is kept in. */
export interface GivenInformation {
  readonly fields: readonly AskableField[];
  readonly contact: Readonly<Partial<Pick<DetailsOf['contact'], 'name' | 'phone'>>>;
  readonly identity: DetailsOf['identity'];
  readonly payment: DetailsOf['payment'];
}

/**
 * Takes what was asked for and nothing else (P1.5): each field by the parser that takes it everywhere.
 * @param input fields by name; what is blank was not given
 * @throws DomainError NOT_ASKED for each field that was not asked for, REQUIRED when nothing was given, and every input issue
 */
export function parseGiven(
  input: Readonly<Record<string, unknown>>,
  asked: readonly AskableField[],
  now: Date,
): GivenInformation {
  const names = Object.keys(input).filter((name) => !isBlank(input[name]));
  const issues: Issue[] = names
    .filter((name) => !(asked as readonly string[]).includes(name))
    .map((name) => ({ code: 'NOT_ASKED', path: [name] }));
  const fields = askableFields.filter((field) => names.includes(field));
  if (names.length === 0) throw new DomainError('REQUIRED');
  const of = (dataClass: BlobClass) =>
    Object.fromEntries(
      fields.filter((field) => personalFields[field].dataClass === dataClass).map((f) => [f, input[f]]),
    );
  const contact = collecting(issues, () => parseContactDetails(of('contact')));
  const identity = collecting(issues, () => parseIdentityDetails(of('identity'), now));
  const payment = collecting(issues, () => parsePaymentDetails(of('payment'), now));
  const [first, ...more] = issues;
  if (first) throw DomainError.of([first, ...more]);
  // Nothing given is null: blank was left out.
  return { fields, contact, identity, payment } as GivenInformation;
}

function collecting<T>(issues: Issue[], parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    issues.push(...error.issues);
    return undefined;
  }
}

/**
 * Details as they are afterwards where what was given before can be confirmed, and not replaced: what was missing is supplied. Identity is
 * corrected by decision alone (P4.2); payment is changed by whoever is signed in, never by a link alone (P3.6).
 * @throws DomainError ALREADY_PROVIDED for each field with another value than before
 */
export function confirming<Details extends DetailsOf['identity'] | DetailsOf['payment']>(
  before: Details | undefined,
  given: Details,
): Details {
  const had: Readonly<Record<string, unknown>> = { ...before };
  const changed = Object.entries(given).filter(
    ([name, value]) => had[name] !== undefined && canonicalJson(had[name]) !== canonicalJson(value),
  );
  const [first, ...more] = changed.map(([name]): Issue => ({ code: 'ALREADY_PROVIDED', path: [name] }));
  if (first) throw DomainError.of([first, ...more]);
  return { ...before, ...given };
}
