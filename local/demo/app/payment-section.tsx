import type { ReactNode } from 'react';
import { PaymentNoticeDocument, UpdatePaymentDetailsDocument } from '../generated/graphql.ts';
import type { AccountPart } from './account-page.tsx';
import { useDemo } from './context.ts';
import { AddressFields } from './details-fields.tsx';
import { Field } from './fields.tsx';
import { Form } from './form.tsx';
import { Loading, RefusalNote } from './notes.tsx';
import { paymentChanges } from './payment-changes.ts';
import { BankAccountFields, CardFields } from './payment-fields.tsx';
import { SensitiveNotice } from './policy-notice.tsx';
import { useAnswer } from './use-answer.ts';
import { useForm } from './use-form.ts';

/** Payment details: which of them are sensitive is said before any is asked for. */
export function PaymentSection({ me, onChange, reload }: AccountPart): ReactNode {
  const { ask, say, language } = useDemo();
  const { data, refusal, reload: again } = useAnswer(PaymentNoticeDocument, { language });
  const { payment, revisions } = me;
  const form = useForm(async (filled, idempotencyKey) => {
    const changes = paymentChanges(filled, payment);
    const input = { idempotencyKey, expectedRevision: revisions.payment, ...changes };
    const { me: changed, errors } = (await ask(UpdatePaymentDetailsDocument, { input })).updatePaymentDetails;
    if (changed) onChange(changed);
    return errors;
  }, revisions.payment);
  const notice = data?.collectionNotice;
  const collected = (name: string) => notice?.fields.find(({ field }) => field === name);
  const fields = (
    <>
      <Field
        name="billingName"
        label={say('billingName')}
        collected={collected('billingName')}
        value={payment?.billingName}
      />
      <Field
        name="taxCode"
        label={say('taxCode')}
        inputMode="numeric"
        collected={collected('taxCode')}
        value={payment?.taxCode}
      />
      <AddressFields
        name="billingAddress"
        legend={say('billingAddress')}
        collected={collected('billingAddress')}
        value={payment?.billingAddress}
      />
      <BankAccountFields
        name="bankAccount"
        collected={collected('bankAccount')}
        value={payment?.bankAccount}
      />
      <CardFields name="card" collected={collected('card')} value={payment?.card} />
    </>
  );
  return (
    <section aria-labelledby="payment-title">
      <h2 id="payment-title">{say('paymentTitle')}</h2>
      {refusal && <RefusalNote refusal={refusal} retry={again} />}
      {notice ? (
        <>
          <SensitiveNotice notice={notice} />
          <Form
            state={form}
            label={say('paymentTitle')}
            button={say('save')}
            done={say('saved')}
            reload={reload}
          >
            {fields}
          </Form>
        </>
      ) : (
        !refusal && <Loading />
      )}
    </section>
  );
}
