import type { FunctionName } from './functions.ts';

/** A log line that wakes someone. */
export interface AlarmingLogLineDeclaration {
  /** Its `event`. */
  readonly event: string;
  readonly meaning: string;
  /** The functions that write it. */
  readonly by: readonly FunctionName[];
  /** How many of them within five minutes it takes. */
  readonly atLeast: number;
}

/**
 * Log lines (JSON) that wake someone. `cdk/` counts them in the log groups of the functions that write them; whoever writes
 * them takes the names from here. Each is written before what it tells of is settled: a crash in between tells it twice, never
 * not at all.
 */
export const alarmingLogLines = {
  auditTampered: {
    event: 'audit_tampered',
    meaning: 'A row of the audit trail was changed or removed.',
    by: ['archive'],
    atLeast: 1,
  },
  auditNotReconciled: {
    event: 'audit_not_reconciled',
    meaning: 'A day of the audit trail differs between its table and its archive.',
    by: ['jobs'],
    atLeast: 1,
  },
  auditNotIntact: {
    event: 'audit_not_intact',
    meaning: 'A verification of the audit trail found something.',
    by: ['jobs'],
    atLeast: 1,
  },
  auditDayLate: {
    event: 'audit_day_late',
    meaning: 'A day of the audit trail is not anchored a day after it could have been.',
    by: ['clock'],
    atLeast: 1,
  },
  jobFailed: { event: 'job_failed', meaning: 'A job was given up.', by: ['jobs'], atLeast: 1 },
  kmsFailed: {
    event: 'kms_failed',
    meaning: 'KMS refused or did not answer.',
    by: ['api', 'links', 'dispatch', 'mailEvents', 'inboundMail', 'jobs', 'clock', 'signInMail'],
    atLeast: 1,
  },
  readBudgetSpent: {
    event: 'read_budget_spent',
    meaning: 'An employee tried to read more customers than an hour allows.',
    by: ['api'],
    atLeast: 1,
  },
  // A few are mistakes; so many in five minutes are someone who tries doors.
  operationRefused: {
    event: 'operation_refused',
    meaning: 'Many operations were refused by the plan.',
    by: ['api'],
    atLeast: 50,
  },
  integrityViolation: {
    event: 'integrity_violation',
    meaning: 'A sealed value did not verify.',
    by: ['api'],
    atLeast: 1,
  },
  mailParked: {
    event: 'mail_parked',
    meaning: 'A mail was given up.',
    by: ['dispatch', 'clock', 'jobs'],
    atLeast: 1,
  },
  mailEventRefused: {
    event: 'mail_event_refused',
    meaning: 'Somebody told of a mail what SES cannot have told.',
    by: ['mailEvents'],
    atLeast: 1,
  },
  inboundMailGivenUp: {
    event: 'inbound_mail_given_up',
    meaning: 'A mail that came in could not be filed.',
    by: ['inboundMail'],
    atLeast: 1,
  },
  inboundReceiptRefused: {
    event: 'inbound_receipt_refused',
    meaning: 'Somebody told of a mail that came in what SES cannot have told.',
    by: ['inboundMail'],
    atLeast: 1,
  },
  outboxLate: {
    event: 'outbox_late',
    meaning: 'Mails have been due for a quarter of an hour and more.',
    by: ['clock'],
    atLeast: 1,
  },
  requestsOverdue: {
    event: 'requests_overdue',
    meaning: 'Requests of customers were not answered in two working days. Told once a day.',
    by: ['clock'],
    atLeast: 1,
  },
  quarantineWaits: {
    event: 'quarantine_waits',
    meaning: 'Requests have waited in quarantine for three days and more. Told once a day.',
    by: ['clock'],
    atLeast: 1,
  },
  correctionsOverdue: {
    event: 'corrections_overdue',
    meaning: 'Corrections that customers asked for were not decided in ten days. Told once a day.',
    by: ['clock'],
    atLeast: 1,
  },
} as const satisfies Readonly<Record<string, AlarmingLogLineDeclaration>>;
export type AlarmingLogLine = keyof typeof alarmingLogLines;
