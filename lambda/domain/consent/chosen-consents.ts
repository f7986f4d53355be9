import { parseInput } from '../input/collect-issues.ts';
import { type ConsentChoiceInput, consentChoices } from '../input/consent-choices.ts';
import { type NoticeShown, noticeShown } from '../input/notice.ts';
import { objectOf } from '../input/object.ts';

/** What a customer chose. The notice is there exactly when something is granted: a refusal depends on none. */
export interface ChosenConsents {
  readonly consents: readonly ConsentChoiceInput[];
  readonly notice: NoticeShown | undefined;
}

const choices = objectOf({ required: { consents: consentChoices } });
const choicesOfNotice = objectOf({ required: { consents: consentChoices, notice: noticeShown } });

/** @throws DomainError input issues; REQUIRED at `notice` when something is granted without one */
export function parseChosenConsents(input: unknown): ChosenConsents {
  const given: unknown = (input as { consents?: unknown } | null)?.consents;
  const grants =
    Array.isArray(given) && given.some((one: unknown) => (one as { granted?: unknown } | null)?.granted);
  if (grants) return parseInput(choicesOfNotice, input);
  return { ...parseInput(choices, input), notice: undefined };
}
