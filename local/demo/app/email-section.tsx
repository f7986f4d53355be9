import type { ReactNode } from 'react';
import { ResendVerificationDocument } from '../generated/graphql.ts';
import { addressStateWords } from '../words/code-words.ts';
import { addressCauseWords } from '../words/contact-code-words.ts';
import type { AccountPart } from './account-page.tsx';
import { useDemo } from './context.ts';
import { Form } from './form.tsx';
import { HeldNote } from './held-note.tsx';
import { InboxLink } from './notes.tsx';
import { useForm } from './use-form.ts';
import { instantIn } from './when.ts';

/** The address: how it stands and why, whether requests from it are stopped, and another verification mail when the first did not come. */
export function EmailSection({ me, onChange }: AccountPart): ReactNode {
  const { ask, say, language } = useDemo();
  const form = useForm(async (_, idempotencyKey) => {
    const answer = await ask(ResendVerificationDocument, { input: { idempotencyKey } });
    const { me: changed, errors } = answer.resendVerification;
    if (changed) onChange(changed);
    return errors;
  });
  const { address, state, standing, heldSince } = me.email;
  const verified = state === 'VERIFIED';
  return (
    <section aria-labelledby="email-title">
      <h2 id="email-title">{say('emailTitle')}</h2>
      {heldSince && <HeldNote since={heldSince} />}
      <p>
        <span className="value">{address}</span>{' '}
        <span className={verified ? 'badge good' : 'badge'}>{addressStateWords[state][language]}</span>
      </p>
      {standing?.cause && (
        <p className="small">
          {addressCauseWords[standing.cause][language]}{' '}
          {standing.since && say('standingSince', { date: instantIn(language, standing.since) })}{' '}
          {standing.verifiedAt &&
            standing.verifiedAt !== standing.since &&
            say('lastConfirmed', { date: instantIn(language, standing.verifiedAt) })}
        </p>
      )}
      {standing && standing.softBounces > 0 && (
        <p className="small">{say('softBounces', { count: standing.softBounces })}</p>
      )}
      {!verified && (
        <>
          <Form state={form} label={say('emailTitle')} button={say('sendAgain')} done={say('sentAgain')} />
          <InboxLink />
        </>
      )}
    </section>
  );
}
