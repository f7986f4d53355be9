import type { ReactNode } from 'react';
import {
  type OwnRecordFragment,
  RegisterCustomerDocument,
  type RegistrationNoticeQuery,
} from '../generated/graphql.ts';
import { channelWords, kindWords, languageWords } from '../words/code-words.ts';
import { useDemo } from './context.ts';
import { AddressFields, DateOfBirthField, IdentityNumberField } from './details-fields.tsx';
import { Box, Field, Select } from './fields.tsx';
import { Form } from './form.tsx';
import { SensitiveNotice } from './policy-notice.tsx';
import { channels, choiceName, registrationOf } from './registration.ts';
import { useForm } from './use-form.ts';

/** Refusals that mean: another text is in force than the one that was shown. */
const outdated = ['POLICY_VERSION_NOT_IN_FORCE', 'NOTICE_MISMATCH'];

/** The sign-up form for the notice that is shown: each choice a box of its own, none ticked (P1.3; L91 11). */
export function SignUpForm(props: {
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
