import { type ReactNode, useEffect, useState } from 'react';
import type { PolicyShown } from '../consent-answers.ts';
import { type ChoicesFragment, OwnPreferencesDocument } from '../generated/graphql.ts';
import { NotRegistered } from './account-page.tsx';
import { ChoicesForm } from './choices-form.tsx';
import { useDemo } from './context.ts';
import { HistorySection } from './history-section.tsx';
import { Loading, RefusalNote, SignInNote } from './notes.tsx';
import { ReceiptSection } from './receipt-section.tsx';
import { RefuseAllSection } from './refuse-all-section.tsx';
import { useAnswer } from './use-answer.ts';

/** What CloudFly may contact the customer about, and all that was said about it (P1.2, P1.3, P2.6). */
export function PreferencesPage(): ReactNode {
  const { say, session, language, acts } = useDemo();
  const own = useAnswer(OwnPreferencesDocument, { language }, session !== undefined, acts);
  const { me, policyInForce: policy } = own.data ?? {};
  const content = () => {
    if (!session) return <SignInNote returnTo="preferences" />;
    if (own.refusal) return <RefusalNote refusal={own.refusal} retry={own.reload} />;
    if (own.data && !me) return <NotRegistered />;
    if (!me?.consents || !policy) return <Loading />;
    return <Preferences loaded={me.consents} policy={policy} reload={own.reload} />;
  };
  return (
    <>
      <h1>{say('preferencesTitle')}</h1>
      {content()}
    </>
  );
}

function Preferences(props: {
  readonly loaded: ChoicesFragment;
  readonly policy: PolicyShown;
  readonly reload: () => void;
}): ReactNode {
  const { loaded, policy, reload } = props;
  const { acts, acted } = useDemo();
  const [consents, setConsents] = useState(loaded);
  useEffect(() => setConsents(loaded), [loaded]);
  const change = (changed: ChoicesFragment) => {
    setConsents(changed);
    acted();
  };
  return (
    <>
      <ChoicesForm policy={policy} consents={consents} onChange={change} reload={reload} />
      <RefuseAllSection onChange={change} />
      <HistorySection round={acts} />
      <ReceiptSection />
    </>
  );
}
