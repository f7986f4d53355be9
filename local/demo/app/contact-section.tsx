import type { ReactNode } from 'react';
import { UpdateContactDetailsDocument } from '../generated/graphql.ts';
import type { AccountPart } from './account-page.tsx';
import { useDemo } from './context.ts';
import { Field } from './fields.tsx';
import { Form } from './form.tsx';
import { useForm } from './use-form.ts';

/** Name and phone number, as the customer changes them. */
export function ContactSection({ me, onChange, reload }: AccountPart): ReactNode {
  const { ask, say } = useDemo();
  const { contact: expectedRevision } = me.revisions;
  const form = useForm(async (filled, idempotencyKey) => {
    const input = {
      idempotencyKey,
      expectedRevision,
      name: filled.name ?? '',
      phone: filled.phone ?? null,
    };
    const { me: changed, errors } = (await ask(UpdateContactDetailsDocument, { input })).updateContactDetails;
    if (changed) onChange(changed);
    return errors;
  }, expectedRevision);
  return (
    <section aria-labelledby="contact-title">
      <h2 id="contact-title">{say('contactTitle')}</h2>
      <Form state={form} label={say('contactTitle')} button={say('save')} done={say('saved')} reload={reload}>
        <Field name="name" label={say('name')} required autoComplete="name" value={me.name} />
        <Field
          name="phone"
          label={say('phone')}
          hint={say('phoneHint')}
          type="tel"
          autoComplete="tel"
          value={me.phone}
        />
      </Form>
    </section>
  );
}
