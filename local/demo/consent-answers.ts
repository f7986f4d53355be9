import type {
  ChoicesFragment,
  ConsentChoiceInput,
  ConsentPurpose,
  ContactChannel,
  OwnPreferencesQuery,
} from './generated/graphql.ts';

/** The policy in force, with the purposes to choose about. */
export type PolicyShown = NonNullable<OwnPreferencesQuery['policyInForce']>;
export type Answer = 'granted' | 'refused';

/** How a choice stands now. Nothing is answered that the customer did not answer; what is stale is asked again. */
export interface Standing {
  readonly answer: Answer | undefined;
  readonly stale: boolean;
  /** When it was said. */
  readonly at: string | undefined;
}

export function standingOf(
  consents: ChoicesFragment,
  purpose: ConsentPurpose,
  channel: ContactChannel,
): Standing {
  const choice = consents.choices.find((one) => one.purpose === purpose && one.channel === channel);
  if (!choice) return { answer: undefined, stale: false, at: undefined };
  const { granted, stale, at } = choice;
  return { answer: stale ? undefined : granted ? 'granted' : 'refused', stale, at };
}

/** What can be chosen: everything but storing, which has its place in the sign-up. */
export const choosable = ({ purposes }: PolicyShown): PolicyShown['purposes'] =>
  purposes.filter(({ purpose }) => purpose !== 'STORAGE');

/** The answers that are others than before, with the name of each one's control. What was left alone is not sent. */
export function changedAnswers(
  policy: PolicyShown,
  consents: ChoicesFragment,
  channels: readonly ContactChannel[],
  answered: (purpose: ConsentPurpose, channel: ContactChannel) => string | undefined,
): readonly ConsentChoiceInput[] {
  return choosable(policy).flatMap(({ purpose }) =>
    channels.flatMap((channel): ConsentChoiceInput[] => {
      const answer = answered(purpose, channel);
      if (answer === undefined || answer === standingOf(consents, purpose, channel).answer) return [];
      return [{ purpose, channel, granted: answer === 'granted' }];
    }),
  );
}
