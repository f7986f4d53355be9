import type { ReactNode } from 'react';
import type { AskableField } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import { detailNames } from './detail-names.ts';
import { AddressFields } from './details-fields.tsx';
import { Field } from './fields.tsx';
import { BankAccountFields, CardFields } from './payment-fields.tsx';

/** The controls of one detail, empty. `prefix` stands before the name of each. */
export function DetailField(props: {
  readonly field: AskableField;
  readonly prefix?: string;
  readonly required?: boolean;
}): ReactNode {
  const { field, prefix = '', required = false } = props;
  const { say } = useDemo();
  const name = `${prefix}${detailNames[field]}`;
  const collected = { required, sensitive: false, purposes: [] };
  const plain = { name, collected, spellCheck: false, autoComplete: 'off' } as const;
  switch (field) {
    case 'NAME':
      return <Field name={name} collected={collected} label={say('name')} autoComplete="name" />;
    case 'PHONE':
      return (
        <Field
          name={name}
          collected={collected}
          label={say('phone')}
          hint={say('phoneHint')}
          type="tel"
          autoComplete="tel"
        />
      );
    case 'ADDRESS':
      return <AddressFields name={name} collected={collected} legend={say('address')} />;
    case 'DATE_OF_BIRTH':
      return (
        <Field name={name} collected={collected} label={say('dateOfBirth')} type="date" autoComplete="bday" />
      );
    case 'IDENTITY_NUMBER':
      return <Field {...plain} label={say('identityNumber')} hint={say('identityNumberHint')} />;
    case 'BILLING_NAME':
      return <Field {...plain} label={say('billingName')} />;
    case 'BILLING_ADDRESS':
      return <AddressFields name={name} collected={collected} legend={say('billingAddress')} />;
    case 'TAX_CODE':
      return <Field {...plain} label={say('taxCode')} inputMode="numeric" />;
    case 'BANK_ACCOUNT':
      return <BankAccountFields name={name} collected={collected} />;
    case 'CARD':
      return <CardFields name={name} collected={collected} />;
  }
}
