import { type Example, maskedList } from './example.ts';
import { policyInForce } from './policy.ts';

/** For legal. */
export const legal: readonly Example[] = [
  {
    role: 'legal',
    title: 'Customers, masked',
    explanation: 'Legal sees contact and identity data masked, to tell one customer from another.',
    query: maskedList('CustomersMasked', 'name { masked }\n      identityNumber { masked }'),
  },
  {
    role: 'legal',
    title: 'The policy in force',
    explanation: 'With the wording of each purpose, as customers agreed to it.',
    query: policyInForce,
  },
  {
    role: 'legal',
    title: 'A value in clear',
    explanation: 'Legal reads no values: what leaves the house goes through a disclosure. Refused.',
    query: `query NameRefused($id: ID!) {
  customer(id: $id) {
    name {
      value
    }
  }
}`,
    variables: { id: '{customer}' },
    refused: 'FORBIDDEN',
  },
];
