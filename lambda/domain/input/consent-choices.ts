import { type ContactChannel, contactChannels, marketingPurposes, operationalPurposes } from '../purposes.ts';
import { explicitChoice, oneOf } from './choice.ts';
import { listOf } from './list.ts';
import { objectOf } from './object.ts';
import { type Parser, refuse } from './parser.ts';

const refusablePurposes = [...operationalPurposes, ...marketingPurposes] as const;

/** One choice: a purpose, a way to reach the customer, granted or not. Storing is no choice among these (P1.4). */
export interface ConsentChoiceInput {
  readonly purpose: (typeof refusablePurposes)[number];
  readonly channel: ContactChannel;
  readonly granted: boolean;
}

const choices: Parser<readonly ConsentChoiceInput[]> = listOf(
  objectOf({
    required: {
      purpose: oneOf(refusablePurposes, 'UNKNOWN_PURPOSE'),
      channel: oneOf(contactChannels),
      granted: explicitChoice,
    },
  }),
  refusablePurposes.length * contactChannels.length,
);

/** Choices, each purpose and channel at most once: two answers to one question are none. */
export const consentChoices: Parser<readonly ConsentChoiceInput[]> = (value, path, issues) => {
  const parsed = choices(value, path, issues);
  if (parsed === undefined) return undefined;
  const twice = parsed.findIndex(
    (one, n) =>
      parsed.findIndex((other) => other.purpose === one.purpose && other.channel === one.channel) < n,
  );
  return twice < 0 ? parsed : refuse(issues, 'INVALID_FORMAT', [...path, String(twice)]);
};
