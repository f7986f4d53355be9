import type { ReactNode } from 'react';
import { ProvideIdentityDetailsDocument } from '../generated/graphql.ts';
import type { AccountPart } from './account-page.tsx';
import { addressOf } from './address-of.ts';
import { useDemo } from './context.ts';
import { AddressFields, DateOfBirthField, IdentityNumberField } from './details-fields.tsx';
import { Form } from './form.tsx';
import { writtenAddress } from './shown-value.ts';
import { useForm } from './use-form.ts';
import { dayIn } from './when.ts';

/** Identity details: shown once given, asked for while missing. */
export function IdentitySection(part: AccountPart): ReactNode {
  const { say, language } = useDemo();
  const { me } = part;
  const given = [
    [say('address'), me.address && writtenAddress(me.address)],
    [say('dateOfBirth'), me.dateOfBirth && dayIn(language, me.dateOfBirth)],
    [say('identityNumber'), me.identityNumber],
  ].filter(([, value]) => value);
  return (
    <section aria-labelledby="identity-title">
      <h2 id="identity-title">{say('identityTitle')}</h2>
      <dl>
        {given.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {given.length < 3 && <MissingDetails {...part} />}
    </section>
  );
}

function MissingDetails({ me, onChange, reload }: AccountPart): ReactNode {
  const { ask, say } = useDemo();
  const { identity: expectedRevision } = me.revisions;
  const form = useForm(async (filled, idempotencyKey) => {
    const address = addressOf(filled, 'address');
    const { dateOfBirth, identityNumber } = filled;
    const input = {
      idempotencyKey,
      expectedRevision,
      ...(address !== undefined && { address }),
      ...(dateOfBirth !== undefined && { dateOfBirth }),
      ...(identityNumber !== undefined && { identityNumber }),
    };
    const answer = await ask(ProvideIdentityDetailsDocument, { input });
    const { me: changed, errors } = answer.provideIdentityDetails;
    if (changed) onChange(changed);
    return errors;
  }, expectedRevision);
  return (
    <Form
      state={form}
      label={say('identityTitle')}
      button={say('provide')}
      done={say('saved')}
      reload={reload}
    >
      <p>{say('identityHint')}</p>
      {!me.address && <AddressFields name="address" legend={say('address')} />}
      {!me.dateOfBirth && <DateOfBirthField />}
      {!me.identityNumber && <IdentityNumberField />}
    </Form>
  );
}
