import type { ReactNode } from 'react';
import type { OwnRecordFragment } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import type { Collected } from './field-description.tsx';
import { Field, Group, Select } from './fields.tsx';

/** Brands of cards that the API takes. */
const brands = ['VISA', 'MASTERCARD', 'JCB', 'AMEX', 'NAPAS', 'UNIONPAY', 'DINERS', 'DISCOVER'];

type Payment = NonNullable<OwnRecordFragment['payment']>;
/** A detail of several parts; `name` is its path in the input. */
interface DetailProps<Value> {
  readonly name: string;
  readonly collected?: Collected | undefined;
  readonly value?: Value | null | undefined;
}

export function BankAccountFields(props: DetailProps<Payment['bankAccount']>): ReactNode {
  const { name, collected, value } = props;
  const { say } = useDemo();
  return (
    <Group legend={say('bankAccount')} collected={collected}>
      <Field name={`${name}.bank`} label={say('bank')} part value={value?.bank} />
      <div className="pair">
        <Field
          name={`${name}.number`}
          part
          label={say('accountNumber')}
          inputMode="numeric"
          autoComplete="off"
          value={value?.number}
        />
        <Field name={`${name}.holder`} part label={say('accountHolder')} value={value?.holder} />
      </div>
    </Group>
  );
}

export function CardFields({ name, collected, value }: DetailProps<Payment['card']>): ReactNode {
  const { say } = useDemo();
  return (
    <Group legend={say('card')} hint={say('cardHint')} collected={collected}>
      <Field
        name={`${name}.processorToken`}
        label={say('cardToken')}
        hint={say('cardTokenHint')}
        autoComplete="off"
        spellCheck={false}
        part
        value={value?.processorToken}
      />
      <div className="pair">
        <Select
          name={`${name}.brand`}
          part
          label={say('cardBrand')}
          options={[['', say('choose')], ...brands.map((brand) => [brand, brand] as const)]}
          value={value?.brand ?? ''}
        />
        <Field
          name={`${name}.lastFour`}
          part
          label={say('cardLastFour')}
          inputMode="numeric"
          maxLength={4}
          autoComplete="off"
          value={value?.lastFour}
        />
      </div>
      <Field
        name={`${name}.expiry`}
        part
        label={say('cardExpiry')}
        hint={say('cardExpiryHint')}
        autoComplete="off"
        value={value?.expiry}
      />
    </Group>
  );
}
