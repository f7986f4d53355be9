import { type ReactNode, useState } from 'react';
import {
  OwnAccountDocument,
  type OwnRecordFragment,
  RegistrationNoticeDocument,
} from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { Loading, RefusalNote, SignInNote } from './notes.tsx';
import { PolicyText } from './policy-notice.tsx';
import { AlreadyRegistered, Registered } from './registered.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { useAnswer } from './use-answer.ts';

/** Sign-up: what is collected and why stands before any of it is (P1.3; L91 9(2)). */
export function SignUpPage(): ReactNode {
  const { session, say, language } = useDemo();
  const [registered, setRegistered] = useState<OwnRecordFragment>();
  const notice = useAnswer(RegistrationNoticeDocument, { language });
  const own = useAnswer(OwnAccountDocument, {}, session !== undefined);
  if (registered) return <Registered me={registered} />;
  const content = () => {
    if (!session) return <SignInNote returnTo="sign-up" />;
    if (own.data?.me) return <AlreadyRegistered />;
    return own.data && notice.data ? (
      <SignUpForm shown={notice.data} reload={notice.reload} onRegistered={setRegistered} />
    ) : null;
  };
  const refusal = notice.refusal ?? own.refusal;
  const retry = () => {
    notice.reload();
    own.reload();
  };
  return (
    <>
      <h1>{say('signUpTitle')}</h1>
      {refusal && <RefusalNote refusal={refusal} retry={retry} />}
      {!own.data?.me && notice.data && <PolicyText notice={notice.data.collectionNotice} />}
      {content() ?? (refusal ? null : <Loading />)}
    </>
  );
}
