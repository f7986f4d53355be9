import { classes, latestVerification, trail, verify } from './audit.ts';
import { type Example, maskedList } from './example.ts';

/** For auditors. */
export const auditor: readonly Example[] = [
  {
    role: 'auditor',
    title: 'The audit trail of today',
    explanation: 'Every act with its actor, purpose and outcome; refusals as well.',
    query: trail('AuditTrailOfToday'),
    variables: { filter: { day: '{today}' } },
  },
  {
    role: 'auditor',
    title: 'What I did myself',
    explanation: 'Reading the audit trail leaves its own rows in it.',
    query: trail('AuditTrailOfMine'),
    variables: { filter: { actor: '{me}' } },
  },
  {
    role: 'auditor',
    title: 'Verify the audit trail',
    explanation: 'Starts a job that recomputes every hash chain; read its result with the next example.',
    query: verify,
    variables: { input: { idempotencyKey: '{key}' } },
  },
  {
    role: 'auditor',
    title: 'The latest verification',
    explanation: 'Finds a changed, missing or reordered row, and a lost tail.',
    query: latestVerification,
  },
  {
    role: 'auditor',
    title: 'Who may read what',
    explanation: 'The table that the product enforces, by class of data and role.',
    query: classes,
  },
  {
    role: 'auditor',
    title: 'A customer',
    explanation: 'An auditor sees that somebody was read, never who it is: refused.',
    query: maskedList('CustomersRefused', 'name { masked }'),
    refused: 'FORBIDDEN',
  },
];
