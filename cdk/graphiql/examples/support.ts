import { customersChoices, guardianConsent, refusal } from './agreements.ts';
import { paymentOf } from './billing.ts';
import { type Example, maskedList } from './example.ts';
import { holdWork } from './holds.ts';
import { requestWork } from './requests.ts';

/** For support. */
export const support: readonly Example[] = [
  {
    role: 'support',
    title: 'Customers, masked',
    explanation: 'At most two real characters of each value. No purpose is needed; every read is audited.',
    query: maskedList('CustomersMasked', 'name { masked }\n      email { masked }\n      phone { masked }'),
  },
  {
    role: 'support',
    title: 'One customer, contact details in clear',
    explanation:
      'A clear value needs a purpose and a reference, and stands in the audit trail before it is shown.',
    query: `query CustomerInClear($id: ID!) {
  customer(id: $id) {
    name {
      value
    }
    email {
      value
    }
    phone {
      value
    }
    address {
      masked
    }
  }
}`,
    variables: { id: '{customer}' },
    purpose: 'CUSTOMER_REQUEST',
    reference: 'SUP-1024',
  },
  {
    role: 'support',
    title: 'Find a customer by address',
    explanation: 'The very address that the customer wrote from. The lookup is audited, found or not.',
    query: `query FindCustomer($email: EmailAddress!) {
  findCustomer(email: $email) {
    id
    kind
    addressState
    name {
      masked
    }
  }
}`,
    variables: { email: 'hoa.dang@example.com' },
  },
  {
    role: 'support',
    title: 'A payment value',
    explanation: 'Support reads no payment data: the operation is refused whole, and says who may.',
    query: paymentOf('PaymentRefused'),
    variables: { id: '{customer}' },
    purpose: 'CUSTOMER_REQUEST',
    reference: 'SUP-1024',
    refused: 'FORBIDDEN',
  },
  {
    role: 'support',
    title: 'Many customers in clear',
    explanation: 'Clear values are read of one customer at a time.',
    query: maskedList('ManyInClear', 'email { value }'),
    purpose: 'CUSTOMER_REQUEST',
    reference: 'SUP-1024',
    refused: 'ONE_CUSTOMER_AT_A_TIME',
  },
  { role: 'support', ...refusal },
  {
    role: 'support',
    title: 'What a customer agreed to',
    explanation: 'Every choice, and how it came about. Reading is audited, and counts as one masked read.',
    query: customersChoices,
    variables: { id: '{customer}' },
  },
  { role: 'support', ...guardianConsent },
  ...requestWork('support'),
  ...holdWork('support'),
];
