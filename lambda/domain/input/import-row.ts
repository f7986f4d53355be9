import type { CustomerKind } from '../customer/customer.ts';
import type { ContactDetails, IdentityDetails } from '../customer/details.ts';
import type { Issue } from '../errors.ts';
import { type ContactChannel, contactChannels, isMarketing, refusablePurposes } from '../purposes.ts';
import type { Language } from '../viewer.ts';
import { explicitChoice, oneOf } from './choice.ts';
import { parseInput } from './collect-issues.ts';
import type { ConsentChoiceInput } from './consent-choices.ts';
import { bareCustomerReference } from './customer-reference.ts';
import { listOf } from './list.ts';
import { versionNumber } from './notice.ts';
import { objectOf } from './object.ts';
import { isBlank, type Parser, type Path, refuse } from './parser.ts';
import { byClass, personFields } from './person.ts';
import { proofOf } from './proof.ts';
import { text } from './text.ts';

/** When something was said in an earlier system, and what proves it: words, such as where the record lies. */
export interface ProvenInstant {
  readonly at: string;
  readonly proof: string;
}

/** A choice from an earlier system. What grants marketing has a proof of its own (P2.5; L91 9, 11); a refusal needs none. */
export interface ImportedChoice extends ConsentChoiceInput {
  readonly at: string;
  readonly proof?: string;
  /** The words it was offered with there, where they are known. */
  readonly wording?: string;
}

/** An existing customer, as the operator brings one. */
export interface ImportRow {
  /** The number in the system that the customer comes from: a row of the same reference is brought once. */
  readonly reference: { readonly system: string; readonly number: string };
  readonly kind: CustomerKind;
  readonly language: Language;
  readonly contact: ContactDetails;
  readonly identity: IdentityDetails;
  /** Who the customer is at the identity provider, where they can sign in already. */
  readonly subject?: { readonly issuer: string; readonly subject: string };
  readonly emailVerified?: ProvenInstant;
  readonly acceptance: ProvenInstant & { readonly policyVersion?: number };
  readonly consents: readonly ImportedChoice[];
}

/**
 * No schema stands before a row: a field that it does not know, at any level, is refused, lest a misspelt refusal be lost.
 * @throws DomainError with every issue.
 */
export function parseImportRow(input: unknown, now: Date): ImportRow {
  return parseInput((value, path, issues) => importRow(value, path, issues, now), input);
}

function importRow(value: unknown, path: Path, issues: Issue[], now: Date): ImportRow | undefined {
  const at = pastInstant(now);
  const proven = { at, proof };
  const person = personFields(value, now);
  const parsed = objectOf({
    required: {
      ...person.required,
      reference: bareCustomerReference,
      acceptance: objectOf({ required: proven, optional: { policyVersion: versionNumber }, exact: true }),
      consents: importedChoices(at),
    },
    optional: {
      ...person.optional,
      subject: objectOf({ required: { issuer: opaque, subject: opaque }, exact: true }),
      emailVerified: objectOf({ required: proven, exact: true }),
    },
    exact: true,
  })(value, path, issues);
  return parsed && byClass(parsed);
}

const opaque = text({ longest: 255, characters: /^[\x21-\x7e]+$/ });
const proof = proofOf(500);
const wording = text({ longest: 2000, characters: /^.+$/u });

/** An RFC 3339 instant that is not to come; as UTC with milliseconds. */
function pastInstant(now: Date): Parser<string> {
  return (value, path, issues) => {
    if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
    const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
    const instant = typeof value === 'string' && form.test(value) ? Date.parse(value) : Number.NaN;
    const good = instant <= now.getTime() && instant >= Date.UTC(2000, 0);
    return good ? new Date(instant).toISOString() : refuse(issues, 'INVALID_FORMAT', path);
  };
}

function importedChoices(at: Parser<string>): Parser<readonly ImportedChoice[]> {
  const one: Parser<ImportedChoice> = (value, path, issues) => {
    const choice = objectOf({
      required: {
        purpose: oneOf(refusablePurposes, 'UNKNOWN_PURPOSE'),
        channel: oneOf<ContactChannel>(contactChannels),
        granted: explicitChoice,
        at,
      },
      optional: { proof, wording },
      exact: true,
    })(value, path, issues);
    if (choice?.granted && isMarketing(choice.purpose) && choice.proof === undefined)
      return refuse(issues, 'REQUIRED', [...path, 'proof']);
    return choice;
  };
  const all = listOf(one, refusablePurposes.length * contactChannels.length);
  return (value, path, issues) => {
    const choices = all(value, path, issues);
    const keys = choices?.map(({ purpose, channel }) => `${purpose}:${channel}`) ?? [];
    const twice = keys.findIndex((key, n) => keys.indexOf(key) < n);
    return twice < 0 ? choices : refuse(issues, 'INVALID_FORMAT', [...path, String(twice)]);
  };
}
