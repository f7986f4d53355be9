import { DomainError } from '../errors.ts';
import type { Settings } from '../ports/settings.ts';
import { mayBeReference } from '../request/judge-reference.ts';
import { oneOf } from './choice.ts';
import { parseInput } from './collect-issues.ts';
import { type ConsentChoiceInput, consentChoices } from './consent-choices.ts';
import { proof } from './legal-basis.ts';
import { personName } from './name.ts';
import { type NoticeShown, noticeShown } from './notice.ts';
import { objectOf } from './object.ts';
import { type Parser, refuse } from './parser.ts';

/** How a guardian stands to the child (Civil Code 91/2015, 136). */
export const guardianRelations = ['MOTHER', 'FATHER', 'APPOINTED_GUARDIAN'] as const;
export type GuardianRelation = (typeof guardianRelations)[number];

export interface GuardianConsentInput {
  readonly guardian: { readonly name: string; readonly relation: GuardianRelation };
  /** How staff made certain who the guardian is. */
  readonly proof: string;
  readonly ticket: string;
  readonly consents: readonly ConsentChoiceInput[];
  /** What was shown. Who only refuses needs to have been shown nothing. */
  readonly notice: NoticeShown | undefined;
}

const someChoices: Parser<readonly ConsentChoiceInput[]> = (value, path, issues) => {
  const parsed = consentChoices(value, path, issues);
  return parsed?.length === 0 ? refuse(issues, 'REQUIRED', path) : parsed;
};

const ticketOf =
  (settings: Pick<Settings, 'referencePattern'>): Parser<string> =>
  (value, path, issues) =>
    typeof value === 'string' && mayBeReference(settings, value)
      ? value
      : refuse(issues, 'TICKET_REQUIRED', path);

/** @throws DomainError with every issue; TICKET_REQUIRED where the ticket can be neither a request's reference nor one of the ticket system's */
export function parseGuardianConsent(
  input: unknown,
  settings: Pick<Settings, 'referencePattern'>,
): GuardianConsentInput {
  const shape = objectOf({
    required: {
      guardian: objectOf({ required: { name: personName, relation: oneOf(guardianRelations) } }),
      proof,
      ticket: ticketOf(settings),
      consents: someChoices,
    },
    optional: { notice: noticeShown },
  });
  const given = parseInput(shape, input);
  if (!given.notice && given.consents.some(({ granted }) => granted))
    throw new DomainError('REQUIRED', ['notice']);
  return { ...given, notice: given.notice };
}
