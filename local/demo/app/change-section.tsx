import { type ReactNode, useState } from 'react';
import { RequestEmailChangeDocument } from '../generated/graphql.ts';
import { changeStateWords } from '../words/contact-code-words.ts';
import type { AccountPart } from './account-page.tsx';
import { useDemo } from './context.ts';
import { Field } from './fields.tsx';
import { Form } from './form.tsx';
import { PendingChange } from './pending-change.tsx';
import { useForm } from './use-form.ts';
import { instantIn } from './when.ts';

/** Asks for another address, and shows a change while it is under way (P3.5). */
export function ChangeSection(part: AccountPart): ReactNode {
  const { say } = useDemo();
  const [isNew, setNew] = useState(false);
  const { emailChange } = part.me;
  const isPending = emailChange?.state === 'PENDING' || emailChange?.state === 'AWAITING_APPROVAL';
  return (
    <section aria-labelledby="change-title">
      <h2 id="change-title">{say('changeTitle')}</h2>
      {part.me.email.heldSince && <p>{say('changeHeld')}</p>}
      {isPending ? (
        <PendingChange {...part} change={emailChange} isNew={isNew} />
      ) : (
        <NewChange {...part} onAsked={() => setNew(true)} />
      )}
    </section>
  );
}

function NewChange(props: AccountPart & { readonly onAsked: () => void }): ReactNode {
  const { me, onChange, onAsked } = props;
  const { ask, say, language } = useDemo();
  const form = useForm(async (filled, idempotencyKey) => {
    const input = { idempotencyKey, email: filled.email ?? '' };
    const { me: changed, errors } = (await ask(RequestEmailChangeDocument, { input })).requestEmailChange;
    if (changed) {
      onAsked();
      onChange(changed);
    }
    return errors;
  });
  const { emailChange } = me;
  return (
    <>
      {emailChange?.endedAt && (
        <p>
          {say('changeEnded', {
            date: instantIn(language, emailChange.endedAt),
            state: changeStateWords[emailChange.state][language],
          })}
        </p>
      )}
      <p>{say('changeHow')}</p>
      <ul>
        <li>{say('changeHowNew')}</li>
        <li>{say('changeHowOld')}</li>
        <li>{say('changeHowWhen')}</li>
      </ul>
      <Form state={form} label={say('changeTitle')} button={say('requestChange')}>
        <Field name="email" label={say('newAddress')} type="email" required autoComplete="email" />
      </Form>
    </>
  );
}
