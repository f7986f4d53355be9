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
    meaning: 'A verification of the audit trail, or a replay from its archive, found something.',
    by: ['jobs', 'keeping'],
    atLeast: 1,
  },
  auditDayLate: {
    event: 'audit_day_late',
    meaning: 'A day of the audit trail is not anchored a day after it could have been.',
    by: ['clock'],
    atLeast: 1,
  },
  jobFailed: {
    event: 'job_failed',
    meaning: 'A job was given up.',
    by: ['jobs', 'packages', 'keeping'],
    atLeast: 1,
  },
  keyRotationLate: {
    event: 'key_rotation_late',
    meaning: 'A rotation of a key does not come forward.',
    by: ['clock'],
    atLeast: 1,
  },
  kmsFailed: {
    event: 'kms_failed',
    meaning: 'KMS refused or did not answer.',
    by: [
      'api',
      'links',
      'dispatch',
      'mailEvents',
      'inboundMail',
      'jobs',
      'packages',
      'keeping',
      'clock',
      'signInMail',
    ],
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
    meaning:
      'A sealed value, or an entry of the ledger of erasures, did not verify. Of the ledger each is told once a day.',
    by: ['api', 'packages', 'keeping', 'clock'],
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
  rightsOverdue: {
    event: 'rights_overdue',
    meaning: 'Rights of customers were not carried out in the days that law gives. Told once a day.',
    by: ['clock'],
    atLeast: 1,
  },
  authorityAnswerDue: {
    event: 'authority_answer_due',
    meaning: 'An authority is to be answered within an hour. Told once of each.',
    by: ['clock'],
    atLeast: 1,
  },
  authorityAnswerLate: {
    event: 'authority_answer_late',
    meaning: 'An authority was not answered in the hours that law gives. Told once of each.',
    by: ['clock'],
    atLeast: 1,
  },
  authorityAnswerStopped: {
    event: 'authority_answer_stopped',
    meaning:
      'What was approved for an authority was stopped before it left, and waits for somebody to decide anew.',
    by: ['api', 'links', 'packages', 'keeping', 'clock'],
    atLeast: 1,
  },
  incidentReportDueSoon: {
    event: 'incident_report_due_soon',
    meaning: 'A breach is to be reported to the authority within 12 hours. Told once of each.',
    by: ['clock'],
    atLeast: 1,
  },
  incidentReportLate: {
    event: 'incident_report_late',
    meaning: 'A breach was not reported in 72 hours. Told of each once a day.',
    by: ['clock'],
    atLeast: 1,
  },
  deadlinesNear: {
    event: 'deadlines_near',
    meaning: 'Clocks of a kind run out soon. Told of each kind once a day.',
    by: ['clock'],
    atLeast: 1,
  },
  deadlinesPassed: {
    event: 'deadlines_passed',
    meaning: 'Clocks of a kind have run out. Told of each kind once a day.',
    by: ['clock'],
    atLeast: 1,
  },
  holidaysMissing: {
    event: 'holidays_missing',
    meaning:
      'The days off of this year, or of one that begins within 60 days, are not known. Told once a day.',
    by: ['clock'],
    atLeast: 1,
  },
  commitmentEnded: {
    event: 'commitment_ended',
    meaning: 'A commitment of a payment processor has ended by its term: nothing is disclosed on it.',
    by: ['clock'],
    atLeast: 1,
  },
  commitmentEndsSoon: {
    event: 'commitment_ends_soon',
    meaning: 'A commitment of a payment processor ends within 30 days. Told once of each.',
    by: ['clock'],
    atLeast: 1,
  },
  erasureLate: {
    event: 'erasure_late',
    meaning: 'An erasure does not come forward, and is begun again where it stands.',
    by: ['clock'],
    atLeast: 1,
  },
  ledgerBehind: {
    event: 'ledger_behind',
    meaning:
      'The records do not know of an erasure that the ledger knows of: they were restored. It is carried out again.',
    by: ['clock', 'keeping'],
    atLeast: 1,
  },
  tablesBehindLedger: {
    event: 'tables_behind_ledger',
    meaning:
      'The tables were restored, and what was erased, refused, restricted, held or revoked since is being replayed. Nobody is served until then.',
    by: ['api', 'links', 'dispatch', 'inboundMail', 'jobs', 'packages', 'clock'],
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
