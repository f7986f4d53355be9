import type { ReactNode } from 'react';
import { OwnAccountDocument } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { InboxLink, RefusalNote } from './notes.tsx';
import { OffSiteLinksSection } from './off-site-links-section.tsx';
import { linkTo } from './route.ts';
import { useAnswer } from './use-answer.ts';

/** What this is, and where to begin. */
export function HomePage(): ReactNode {
  const { say, session, signIn } = useDemo();
  const own = useAnswer(OwnAccountDocument, {}, session !== undefined);
  return (
    <>
      <h1>{say('homeTitle')}</h1>
      <p className="lead">{say('homeIntro')}</p>
      {own.refusal && <RefusalNote refusal={own.refusal} retry={own.reload} />}
      {!session && (
        <button type="button" onClick={() => void signIn(linkTo('home'))}>
          {say('signIn')}
        </button>
      )}
      {session && own.data && (
        <div className="note">
          <p>{own.data.me ? say('homeRegistered') : say('homeNotRegistered')}</p>
          <a className="button" href={linkTo(own.data.me ? 'account' : 'sign-up')}>
            {own.data.me ? say('toAccount') : say('toSignUp')}
          </a>
        </div>
      )}
      <h2>{say('homeSteps')}</h2>
      <ol className="steps">
        <li>{say('homeStepSignIn')}</li>
        <li>{say('homeStepSignUp')}</li>
        <li>
          {say('homeStepVerify')} <InboxLink />
        </li>
        <li>{say('homeStepAccount')}</li>
        <li>{say('homeStepRequests')}</li>
      </ol>
      <OffSiteLinksSection />
    </>
  );
}
