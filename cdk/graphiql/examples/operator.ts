import { type Example, maskedList } from './example.ts';

/** For operators. */
export const operator: readonly Example[] = [
  {
    role: 'operator',
    title: 'Who may use each field',
    explanation: 'Every field and argument of the API with its audience, as enforced.',
    query: `query Rules {
  accessMatrix {
    rules {
      coordinate
      audience
    }
  }
}`,
  },
  {
    role: 'operator',
    title: 'The versions of the policy',
    explanation: 'Every version ever published, oldest first.',
    query: `query PolicyVersions {
  policyVersions(language: en) {
    version
    effectiveAt
    digest
  }
}`,
  },
  {
    role: 'operator',
    title: 'A customer',
    explanation: 'Whoever runs the product reads no customer: refused.',
    query: maskedList('CustomersRefused', 'name { masked }'),
    refused: 'FORBIDDEN',
  },
];
