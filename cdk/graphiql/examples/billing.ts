import { type Example, maskedList } from './example.ts';

export const paymentOf = (name: string) => `query ${name}($id: ID!) {
  customer(id: $id) {
    billingName {
      value
    }
    taxCode {
      value
    }
    card {
      value {
        brand
        lastFour
        expiry
      }
    }
  }
}`;

/** For billing. */
export const billing: readonly Example[] = [
  {
    role: 'billing',
    title: 'Customers, masked',
    explanation: 'Contact and payment data, at most two real characters of each value.',
    query: maskedList(
      'CustomersMasked',
      'name { masked }\n      billingName { masked }\n      card { masked }',
    ),
  },
  {
    role: 'billing',
    title: 'Payment details in clear',
    explanation:
      'For an invoice: with purpose and reference. Of a card only its processor token is ever held.',
    query: paymentOf('PaymentDetails'),
    variables: { id: '{customer}' },
    purpose: 'PAYMENT',
    reference: 'BIL-2048',
  },
  {
    role: 'billing',
    title: 'An identity number',
    explanation: 'Billing reads no identity data: refused.',
    query: `query IdentityRefused($id: ID!) {
  customer(id: $id) {
    identityNumber {
      masked
    }
  }
}`,
    variables: { id: '{customer}' },
    refused: 'FORBIDDEN',
  },
];
