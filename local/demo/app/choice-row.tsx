import { type ReactNode, useContext, useId } from 'react';
import type { Answer, Standing } from '../consent-answers.ts';
import { useDemo } from './context.ts';
import { ErrorsContext } from './field-description.tsx';
import { instantIn } from './when.ts';

const answers = [
  ['granted', 'allow'],
  ['refused', 'refuse'],
] as const satisfies readonly (readonly [Answer, string])[];

/** Yes or no for one way to be reached; neither is chosen where the customer has chosen none. */
export function ChoiceRow(props: {
  readonly name: string;
  readonly label: string;
  readonly standing: Standing;
}): ReactNode {
  const { name, label, standing } = props;
  const { say, language } = useDemo();
  const id = useId();
  const error = useContext(ErrorsContext).fields.get(name);
  const { answer, stale, at } = standing;
  const told =
    at === undefined
      ? say('notChosen')
      : say(stale ? 'askedAgain' : 'chosenAt', { date: instantIn(language, at) });
  return (
    <div className="choice" role="radiogroup" aria-labelledby={`${id}-label`} aria-describedby={`${id}-note`}>
      <span id={`${id}-label`}>{label}</span>
      <div className="answers">
        {answers.map(([value, word]) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={answer === value}
              aria-invalid={error ? true : undefined}
            />{' '}
            {say(word)}
          </label>
        ))}
      </div>
      <p className={stale ? 'stale' : 'mark'} id={`${id}-note`}>
        {told}
      </p>
      {error && <p className="error">{error}</p>}
    </div>
  );
}
