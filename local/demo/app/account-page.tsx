import { type ReactNode, useEffect, useState } from 'react';
import { OwnAccountDocument, type OwnRecordFragment } from '../generated/graphql.ts';
import { kindWords } from '../words/code-words.ts';
import { ChangeSection } from './change-section.tsx';
import { ConsentsSection } from './consents-section.tsx';
import { ContactSection } from './contact-section.tsx';
import { useDemo } from './context.ts';
import { CorrectionsSection } from './corrections-section.tsx';
import { EmailSection } from './email-section.tsx';
import { IdentitySection } from './identity-section.tsx';
import { LanguageSection } from './language-section.tsx';
import { Loading, RefusalNote, SignInNote } from './notes.tsx';
import { PaymentSection } from './payment-section.tsx';
import { linkTo } from './route.ts';
import { useAnswer } from './use-answer.ts';
import { instantIn } from './when.ts';

/** A part of the account: what it shows, and what to do with the record that a change gives back. */
export interface AccountPart {
  readonly me: OwnRecordFragment;
  readonly onChange: (me: OwnRecordFragment) => void;
  readonly reload: () => void;
}

/** Everything that CloudFly knows of the customer, and what the customer may change. */
export function AccountPage(): ReactNode {
  const { say, session } = useDemo();
  const own = useAnswer(OwnAccountDocument, {}, session !== undefined);
  const [me, setMe] = useState<OwnRecordFragment>();
  const loaded = own.data?.me ?? undefined;
  useEffect(() => setMe(loaded), [loaded]);
  const content = () => {
    if (!session) return <SignInNote returnTo="account" />;
    if (own.refusal) return <RefusalNote refusal={own.refusal} retry={own.reload} />;
    if (own.data && !own.data.me) return <NotRegistered />;
    return me ? <Account me={me} onChange={setMe} reload={own.reload} /> : <Loading />;
  };
  return (
    <>
      <h1>{say('accountTitle')}</h1>
      {content()}
    </>
  );
}

function Account(part: AccountPart): ReactNode {
  const { say, language } = useDemo();
  const { me } = part;
  return (
    <>
      <p className="lead">
        {kindWords[me.kind][language]}. {say('customerSince', { date: instantIn(language, me.registeredAt) })}
        .
      </p>
      <EmailSection {...part} />
      <ChangeSection {...part} />
      <ContactSection {...part} />
      <IdentitySection {...part} />
      <PaymentSection {...part} />
      <CorrectionsSection me={me} />
      <LanguageSection {...part} />
      <ConsentsSection me={me} />
      <section aria-labelledby="numbers-title">
        <h2 id="numbers-title">{say('customerNumbers')}</h2>
        <dl>
          {me.customerNumbers.map(({ system, number }) => (
            <div key={`${system} ${number}`}>
              <dt>{system}</dt>
              <dd>{number}</dd>
            </div>
          ))}
        </dl>
        {me.customerNumbers.length === 0 && <p>{say('none')}</p>}
      </section>
    </>
  );
}

/** For whoever is signed in and no customer yet. */
export function NotRegistered(): ReactNode {
  const { say } = useDemo();
  return (
    <div className="note">
      <p>{say('homeNotRegistered')}</p>
      <a className="button" href={linkTo('sign-up')}>
        {say('toSignUp')}
      </a>
    </div>
  );
}
