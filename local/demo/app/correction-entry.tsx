import type { ReactNode } from 'react';
import type { AskableField, OwnCorrectionsFragment } from '../generated/graphql.ts';
import { askableFieldWords, correctionStateWords } from '../words/contact-code-words.ts';
import { useDemo } from './context.ts';
import { detailNames } from './detail-names.ts';
import { shownValue } from './shown-value.ts';
import { instantIn } from './when.ts';

type Correction = OwnCorrectionsFragment['corrections'][number];

/** One correction: old and new beside each other, how it stands, and what was said of it. */
export function CorrectionEntry({ correction }: { correction: Correction }): ReactNode {
  const { say, language } = useDemo();
  const { state, reference, askedAt, dueAt, decidedAt } = correction;
  const sides = correction.contact ?? correction.identity ?? correction.payment;
  const isGood = state === 'ACCEPTED' || state === 'MADE';
  const told = [
    reference && say('inRequest', { reference }),
    dueAt ? say('decidedBy', { date: instantIn(language, dueAt) }) : undefined,
    decidedAt ? say('decidedOn', { date: instantIn(language, decidedAt) }) : undefined,
  ].filter((part) => part);
  return (
    <li>
      <span>{instantIn(language, askedAt)}</span>{' '}
      <span className={isGood ? 'badge good' : state === 'ASKED' ? 'badge open' : 'badge'}>
        {correctionStateWords[state][language]}
      </span>
      {told.length > 0 && <p className="small">{told.join(' · ')}</p>}
      {sides && <SideBySide fields={correction.fields} before={sides.before} after={sides.after} />}
      {sides?.why && <p className="said">{say('yourReason', { why: sides.why })}</p>}
      {sides?.reason && <p className="said">{say('theirReason', { reason: sides.reason })}</p>}
    </li>
  );
}

function SideBySide(props: {
  readonly fields: readonly AskableField[];
  readonly before: object;
  readonly after: object;
}): ReactNode {
  const { say, language } = useDemo();
  const shown = (side: object, field: AskableField) =>
    shownValue(language, (side as Readonly<Record<string, unknown>>)[detailNames[field]]) ?? say('none');
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say('correctedField')}</th>
          <th scope="col">{say('before')}</th>
          <th scope="col">{say('after')}</th>
        </tr>
      </thead>
      <tbody>
        {props.fields.map((field) => (
          <tr key={field}>
            <th scope="row">{askableFieldWords[field][language]}</th>
            <td data-label={say('before')}>{shown(props.before, field)}</td>
            <td data-label={say('after')}>{shown(props.after, field)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
