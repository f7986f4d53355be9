import type { ReactNode } from 'react';
import { changedAnswers, choosable, type PolicyShown, standingOf } from '../consent-answers.ts';
import type { Problem } from '../field-errors.ts';
import { type ChoicesFragment, type ConsentChoiceInput, SetConsentsDocument } from '../generated/graphql.ts';
import { channelWords } from '../words/code-words.ts';
import { ChoiceRow } from './choice-row.tsx';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { channels, choiceName } from './registration.ts';
import { useForm } from './use-form.ts';

/** Refusals that mean: another text is in force than the one that was shown. */
const outdated = ['POLICY_VERSION_NOT_IN_FORCE', 'NOTICE_MISMATCH'];

/** Each purpose and each way to be reached, in the words of the policy in force (P1.2, P1.3, P2.6). */
export function ChoicesForm(props: {
  readonly policy: PolicyShown;
  readonly consents: ChoicesFragment;
  readonly onChange: (consents: ChoicesFragment) => void;
  readonly reload: () => void;
}): ReactNode {
  const { policy, consents } = props;
  const { ask, say, language } = useDemo();
  const form = useForm(async (filled, idempotencyKey) => {
    const changed = changedAnswers(
      policy,
      consents,
      channels,
      (purpose, channel) => filled[choiceName(purpose, channel)],
    );
    if (changed.length === 0) return [];
    const { version, digest, language: shown } = policy;
    const notice = { version, digest, language: shown };
    const answer = await ask(SetConsentsDocument, {
      input: { idempotencyKey, notice, consents: [...changed] },
    });
    const { me, errors } = answer.setConsents;
    if (me?.consents) props.onChange(me.consents);
    if (errors.some(({ code }) => outdated.includes(code))) props.reload();
    return errors.map((problem) => atControl(problem, changed));
  });
  return (
    <Form state={form} label={say('preferencesTitle')} button={say('saveChoices')} done={say('saved')}>
      <p>{say('preferencesHint')}</p>
      {consents.needsGuardian && <p className="note">{say('guardianNote')}</p>}
      {choosable(policy).map(({ purpose, wording, advertising, coveredByAgreement }) => (
        <fieldset key={purpose} className="choices">
          <legend lang={policy.language}>
            {wording} {advertising && <span className="mark">{say('advertisingMark')}</span>}
          </legend>
          {coveredByAgreement && <p className="mark">{say('coveredNote')}</p>}
          {channels.map((channel) => {
            const standing = standingOf(consents, purpose, channel);
            const name = choiceName(purpose, channel);
            return (
              <ChoiceRow
                // What was saved is shown anew.
                key={`${name} ${standing.answer} ${standing.at}`}
                name={name}
                label={channelWords[channel][language]}
                standing={standing}
              />
            );
          })}
        </fieldset>
      ))}
    </Form>
  );
}

/** The API names a choice by its position among those that were sent. */
function atControl(problem: Problem, sent: readonly ConsentChoiceInput[]): Problem {
  const [list, position] = problem.path.filter((part) => part !== 'input');
  const choice = list === 'consents' ? sent[Number(position)] : undefined;
  return choice ? { ...problem, path: ['consents', choice.purpose, choice.channel] } : problem;
}
