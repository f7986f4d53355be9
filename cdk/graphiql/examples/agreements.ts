import { errors } from './example.ts';

const recordRefusal = `mutation RecordRefusal($input: RecordRefusalInput!) {
  recordRefusal(input: $input) {
    customer {
      id
      consents {
        choices {
          purpose
          channel
          granted
          at
        }
      }
    }
    ${errors}
  }
}`;

export const customersChoices = `query ChoicesOfCustomer($id: ID!) {
  customer(id: $id) {
    consents {
      acceptedVersion
      needsGuardian
      choices {
        purpose
        channel
        granted
        at
        stale
      }
    }
    consentHistory(first: 10) {
      nodes {
        at
        type
        purpose
        channel
        granted
        path
        wording
      }
    }
  }
}`;

export const guardianConsent = {
  title: "A guardian's agreement",
  explanation:
    'For a customer known to be under 16. Paste the digest of the notice that was shown (`collectionNotice`).',
  query: `mutation RecordGuardianConsent($input: RecordGuardianConsentInput!) {
  recordGuardianConsent(input: $input) {
    choices {
      purpose
      channel
      granted
      at
    }
    ${errors}
  }
}`,
  variables: {
    input: {
      idempotencyKey: '{key}',
      customerId: '{customer}',
      guardian: { name: 'Trần Thị Bình', relation: 'MOTHER' },
      proof: 'Birth certificate and identity card, seen at the counter.',
      ticket: 'SUP-1024',
      consents: [{ purpose: 'SURVEYS', channel: 'EMAIL', granted: true }],
      notice: { version: 1, language: 'vi', digest: 'the digest of the notice' },
    },
  },
} as const;

export const refusal = {
  title: 'Record a refusal',
  explanation:
    'It holds at once, for mails of a campaign in flight as well; the customer is told by one mail.',
  query: recordRefusal,
  variables: {
    input: {
      idempotencyKey: '{key}',
      customerId: '{customer}',
      purposes: ['PROMOTIONS'],
      channels: ['EMAIL'],
      ticket: 'SUP-1024',
    },
  },
} as const;
