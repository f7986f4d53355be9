import type { ReactNode } from 'react';
import { PaymentNoticeDocument, UpdatePaymentDetailsDocument } from '../generated/graphql.ts';
import type { AccountPart } from './account-page.tsx';
import { useDemo } from './context.ts';
import { AddressFields } from './details-fields.tsx';
import { Field, Group, Select } from './fields.tsx';
import { Form } from './form.tsx';
import { Loading, RefusalNote } from './notes.tsx';
import { paymentChanges } from './payment-changes.ts';
import { SensitiveNotice } from './policy-notice.tsx';
import { useAnswer } from './use-answer.ts';
import { useForm } from './use-form.ts';

/** Brands of cards that the API takes. */
const brands = ['VISA', 'MASTERCARD', 'JCB', 'AMEX', 'NAPAS', 'UNIONPAY', 'DINERS', 'DISCOVER'];

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
      <Group legend={say('bankAccount')} collected={collected('bankAccount')}>
        <Field name="bankAccount.bank" label={say('bank')} part value={payment?.bankAccount?.bank} />
        <div className="pair">
          <Field
            name="bankAccount.number"
            part
            label={say('accountNumber')}
            inputMode="numeric"
            autoComplete="off"
            value={payment?.bankAccount?.number}
          />
          <Field
            name="bankAccount.holder"
            part
            label={say('accountHolder')}
            value={payment?.bankAccount?.holder}
          />
        </div>
      </Group>
      <Group legend={say('card')} hint={say('cardHint')} collected={collected('card')}>
        <Field
          name="card.processorToken"
          label={say('cardToken')}
          hint={say('cardTokenHint')}
          autoComplete="off"
          spellCheck={false}
          part
          value={payment?.card?.processorToken}
        />
        <div className="pair">
          <Select
            name="card.brand"
            part
            label={say('cardBrand')}
            options={[['', say('choose')], ...brands.map((brand) => [brand, brand] as const)]}
            value={payment?.card?.brand ?? ''}
          />
          <Field
            name="card.lastFour"
            part
            label={say('cardLastFour')}
            inputMode="numeric"
            maxLength={4}
            autoComplete="off"
            value={payment?.card?.lastFour}
          />
        </div>
        <Field
          name="card.expiry"
          part
          label={say('cardExpiry')}
          hint={say('cardExpiryHint')}
          autoComplete="off"
          value={payment?.card?.expiry}
        />
      </Group>
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
