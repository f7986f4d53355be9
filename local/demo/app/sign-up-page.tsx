import { type ReactNode, useState } from 'react';
import {
  OwnAccountDocument,
  type OwnRecordFragment,
  RegisterCustomerDocument,
  RegistrationNoticeDocument,
  type RegistrationNoticeQuery,
} from '../generated/graphql.ts';
import { channelWords, kindWords, languageWords } from '../words.ts';
import { useDemo } from './context.ts';
import { AddressFields, DateOfBirthField, IdentityNumberField } from './details-fields.tsx';
import { Box, Field, Select } from './fields.tsx';
import { Form } from './form.tsx';
import { InboxLink, Loading, RefusalNote, SignInNote } from './notes.tsx';
import { PolicyText, SensitiveNotice } from './policy-notice.tsx';
import { channels, choiceName, registrationOf } from './registration.ts';
import { linkTo } from './route.ts';
import { useAnswer } from './use-answer.ts';
import { useForm } from './use-form.ts';

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

const outdated = ['POLICY_VERSION_NOT_IN_FORCE', 'NOTICE_MISMATCH'];

function SignUpForm(props: {
  readonly shown: RegistrationNoticeQuery;
  readonly reload: () => void;
  readonly onRegistered: (me: OwnRecordFragment) => void;
}): ReactNode {
  const { ask, say, language } = useDemo();
  const notice = props.shown.collectionNotice;
  const collected = (name: string) => notice.fields.find(({ field }) => field === name);
  const storage = props.shown.policyInForce?.purposes.find(({ purpose }) => purpose === 'STORAGE');
  const form = useForm(async (filled, key) => {
    const input = registrationOf(filled, notice, key);
    const { me, errors } = (await ask(RegisterCustomerDocument, { input })).registerCustomer;
    if (me) props.onRegistered(me);
    if (errors.some(({ code }) => outdated.includes(code))) props.reload();
    return errors;
  });
  return (
    <Form state={form} label={say('signUpTitle')} button={say('register')}>
      <SensitiveNotice notice={notice} />
      <h2>{say('yourDetails')}</h2>
      <Select
        name="kind"
        label={say('kind')}
        required
        options={Object.entries(kindWords).map(([kind, worded]) => [kind, worded[language]])}
      />
      <Field name="name" label={say('name')} autoComplete="name" collected={collected('name')} />
      <Field
        name="email"
        label={say('email')}
        type="email"
        autoComplete="email"
        spellCheck={false}
        collected={collected('email')}
      />
      <Field
        name="phone"
        label={say('phone')}
        type="tel"
        autoComplete="tel"
        hint={say('phoneHint')}
        collected={collected('phone')}
      />
      <AddressFields name="address" legend={say('address')} collected={collected('address')} />
      <DateOfBirthField collected={collected('dateOfBirth')} />
      <IdentityNumberField collected={collected('identityNumber')} />
      <Select
        name="language"
        label={say('mailLanguage')}
        required
        options={Object.entries(languageWords)}
        value={language}
      />
      <h2>{say('choicesTitle')}</h2>
      <p>{say('choicesHint')}</p>
      {notice.choices.map(({ purpose, wording, advertising }) => (
        <fieldset key={purpose} className="boxes">
          <legend lang={notice.language}>
            {wording} {advertising && <span className="mark">{say('advertisingMark')}</span>}
          </legend>
          {channels.map((channel) => (
            <Box key={channel} name={choiceName(purpose, channel)} label={channelWords[channel][language]} />
          ))}
        </fieldset>
      ))}
      {/* Agreeing is to this very text: another text, another box. */}
      <fieldset className="boxes" key={notice.digest}>
        <legend>{say('agreementTitle')}</legend>
        <Box name="agreed" label={say('agreePolicy', { version: notice.version })} mark={say('required')} />
        {storage && <Box name="storage" label={storage.wording} mark={say('required')} />}
      </fieldset>
    </Form>
  );
}

function Registered({ me }: { me: OwnRecordFragment }): ReactNode {
  const { say } = useDemo();
  return (
    <>
      <h1>{say('registeredTitle')}</h1>
      <div className="note good" role="status">
        <p>{say('registeredText', { email: me.email.address ?? '' })}</p>
      </div>
      <div className="actions">
        <InboxLink />
        <a className="button" href={linkTo('account')}>
          {say('toAccount')}
        </a>
      </div>
    </>
  );
}

function AlreadyRegistered(): ReactNode {
  const { say } = useDemo();
  return (
    <div className="note">
      <p>{say('alreadyRegistered')}</p>
      <a className="button" href={linkTo('account')}>
        {say('toAccount')}
      </a>
    </div>
  );
}
