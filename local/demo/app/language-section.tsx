import type { ReactNode } from 'react';
import { type Language, SetLanguageDocument } from '../generated/graphql.ts';
import { languageWords } from '../words/code-words.ts';
import type { AccountPart } from './account-page.tsx';
import { useDemo } from './context.ts';
import { Select } from './fields.tsx';
import { Form } from './form.tsx';
import { useForm } from './use-form.ts';

/** The language of CloudFly's mails; the language of this page is chosen above. */
export function LanguageSection({ me, onChange }: AccountPart): ReactNode {
  const { ask, say } = useDemo();
  const form = useForm(async (filled, idempotencyKey) => {
    const language = filled.language as Language;
    const answer = await ask(SetLanguageDocument, { input: { idempotencyKey, language } });
    const { me: changed, errors } = answer.setLanguage;
    if (changed) onChange(changed);
    return errors;
  });
  return (
    <section aria-labelledby="language-title">
      <h2 id="language-title">{say('languageTitle')}</h2>
      <Form state={form} label={say('languageTitle')} button={say('save')} done={say('saved')}>
        <Select
          name="language"
          label={say('mailLanguage')}
          required
          options={Object.entries(languageWords)}
          value={me.language}
        />
      </Form>
    </section>
  );
}
