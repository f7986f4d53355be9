import { customersChoices, guardianConsent, refusal } from './agreements.ts';
import { classes, latestVerification, trail, verify } from './audit.ts';
import { type Example, maskedList } from './example.ts';
import { holdWork } from './holds.ts';
import { policyWork } from './policy.ts';
import { requestWork } from './requests.ts';

/** For the privacy officer. */
export const privacyOfficer: readonly Example[] = [
  {
    role: 'privacy_officer',
    title: 'The audit trail of today',
    explanation:
      'Who read what of whom, and why. Names of fields, never values. Reading the trail is audited too.',
    query: trail('AuditTrailOfToday'),
    variables: { filter: { day: '{today}' } },
  },
  {
    role: 'privacy_officer',
    title: 'The audit trail of one customer',
    explanation: 'Everything done to one record. The customer is the one last seen in an answer.',
    query: trail('AuditTrailOfCustomer'),
    variables: { filter: { customerId: '{customer}' } },
  },
  {
    role: 'privacy_officer',
    title: 'Customers, masked',
    explanation: 'Across the classes of personal data.',
    query: maskedList(
      'CustomersMasked',
      'name { masked }\n      identityNumber { masked }\n      dateOfBirth { masked }\n      bankAccount { masked }',
    ),
  },
  {
    role: 'privacy_officer',
    title: 'Identity data in clear',
    explanation: 'To answer a customer who asks for their rights: with purpose and reference.',
    query: `query IdentityInClear($id: ID!) {
  customer(id: $id) {
    name {
      value
    }
    identityNumber {
      value
    }
    dateOfBirth {
      value
    }
    address {
      value {
        line
        ward
        province
        country
      }
    }
  }
}`,
    variables: { id: '{customer}' },
    purpose: 'RIGHTS_REQUEST',
    reference: 'PRV-3072',
  },
  {
    role: 'privacy_officer',
    title: 'Clear values without a purpose',
    explanation:
      'Nobody reads a value without saying what for: refused. Choose a purpose in the bar and run it again.',
    query: `query WithoutPurpose($id: ID!) {
  customer(id: $id) {
    email {
      value
    }
  }
}`,
    variables: { id: '{customer}' },
    refused: 'PURPOSE_REQUIRED',
  },
  {
    role: 'privacy_officer',
    title: 'Who may read what',
    explanation: 'The table that the product enforces, by class of data and role.',
    query: classes,
  },
  {
    role: 'privacy_officer',
    title: 'Verify the audit trail',
    explanation: 'Starts a job that recomputes every hash chain; read its result with the next example.',
    query: verify,
    variables: { input: { idempotencyKey: '{key}' } },
  },
  {
    role: 'privacy_officer',
    title: 'The latest verification',
    explanation: 'Finds a changed, missing or reordered row, and a lost tail.',
    query: latestVerification,
  },
  ...policyWork,
  { role: 'privacy_officer', ...refusal },
  {
    role: 'privacy_officer',
    title: 'What a customer agreed to',
    explanation: 'Every choice, and how it came about. Reading is audited, and counts as one masked read.',
    query: customersChoices,
    variables: { id: '{customer}' },
  },
  { role: 'privacy_officer', ...guardianConsent },
  ...requestWork('privacy_officer'),
  ...holdWork('privacy_officer'),
];
