import { type ReactNode, useEffect, useState } from 'react';
import {
  AnswerInformationRequestDocument,
  DeclineInformationRequestDocument,
  type InformationAskedFragment,
} from '../generated/graphql.ts';
import { askableFieldWords, informationStateWords } from '../words/contact-code-words.ts';
import { useDemo } from './context.ts';
import { DetailField } from './detail-field.tsx';
import { detailsIn } from './detail-names.ts';
import { Form } from './form.tsx';
import { useForm } from './use-form.ts';
import { instantIn } from './when.ts';

/** What CloudFly asked for to work on a request (P1.5): exactly those fields, or no, or what became of it. */
export function InformationAsked(props: {
  readonly asked: InformationAskedFragment;
  /** In the words of who asks; not known behind a link. */
  readonly why?: string;
  /** Signed in, or by the link of the mail. */
  readonly by: { readonly id: string } | { readonly token: string };
}): ReactNode {
  const { why, by } = props;
  const { say, language } = useDemo();
  const [asked, setAsked] = useState(props.asked);
  useEffect(() => setAsked(props.asked), [props.asked]);
  const { reference, state, until, fields, given } = asked;
  const named = (list: InformationAskedFragment['fields']) =>
    list.map((field) => askableFieldWords[field][language]).join(', ');
  return (
    <div className={'token' in by ? 'asked alone' : 'asked'}>
      <p>
        {say('askedFor', { reference, fields: named(fields) })}{' '}
        <span className={state === 'ANSWERED' ? 'badge good' : state === 'ASKED' ? 'badge open' : 'badge'}>
          {informationStateWords[state][language]}
        </span>
      </p>
      {why && <p className="said">{say('askedWhy', { why })}</p>}
      {state === 'ANSWERED' && (
        <p role="status">
          {asked !== props.asked && say('given')} {say('givenFields', { fields: named(given) })}
        </p>
      )}
      {state === 'ASKED' && (
        <>
          <p className="small">
            {say('askedUntil', { date: instantIn(language, until) })} {say('onlyThese')}
          </p>
          <Giving asked={asked} by={by} onEnded={setAsked} />
        </>
      )}
    </div>
  );
}

function Giving(props: {
  readonly asked: InformationAskedFragment;
  readonly by: { readonly id: string } | { readonly token: string };
  readonly onEnded: (asked: InformationAskedFragment) => void;
}): ReactNode {
  const { asked, by, onEnded } = props;
  const { ask, say } = useDemo();
  const giving = useForm(async (filled, idempotencyKey) => {
    const input = { idempotencyKey, ...by, given: detailsIn(filled, asked.fields, 'given.') };
    const answer = (await ask(AnswerInformationRequestDocument, { input })).answerInformationRequest;
    if (answer.informationRequest) onEnded(answer.informationRequest);
    return answer.errors;
  });
  const declining = useForm(async (_, idempotencyKey) => {
    const input = { idempotencyKey, ...by };
    const answer = (await ask(DeclineInformationRequestDocument, { input })).declineInformationRequest;
    if (answer.informationRequest) onEnded(answer.informationRequest);
    return answer.errors;
  });
  return (
    <>
      <Form state={giving} label={`${say('giveTitle')} ${asked.reference}`} button={say('give')}>
        {asked.fields.map((field) => (
          <DetailField key={field} field={field} prefix="given." />
        ))}
      </Form>
      <Form state={declining} label={`${say('decline')} ${asked.reference}`} button={say('decline')} quiet>
        <p>{say('declineHint')}</p>
      </Form>
    </>
  );
}
