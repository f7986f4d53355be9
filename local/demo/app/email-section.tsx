import type { ReactNode } from 'react';
import { ResendVerificationDocument } from '../generated/graphql.ts';
import { addressStateWords } from '../words.ts';
import type { AccountPart } from './account-page.tsx';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { InboxLink } from './notes.tsx';
import { useForm } from './use-form.ts';

/** The address, whether it is verified, and another verification mail when the first did not come. */
export function EmailSection({ me, onChange }: AccountPart): ReactNode {
  const { ask, say, language } = useDemo();
  const form = useForm(async (_, idempotencyKey) => {
    const answer = await ask(ResendVerificationDocument, { input: { idempotencyKey } });
    const { me: changed, errors } = answer.resendVerification;
    if (changed) onChange(changed);
    return errors;
  });
  const verified = me.email.state === 'VERIFIED';
  return (
    <section aria-labelledby="email-title">
      <h2 id="email-title">{say('emailTitle')}</h2>
      <p>
        <span className="value">{me.email.address}</span>{' '}
        <span className={verified ? 'badge good' : 'badge'}>
          {addressStateWords[me.email.state][language]}
        </span>
      </p>
      {!verified && (
        <>
          <Form state={form} label={say('emailTitle')} button={say('sendAgain')} done={say('sentAgain')} />
          <InboxLink />
        </>
      )}
    </section>
  );
}
