/** A log line that wakes someone. */
export interface AlarmingLogLineDeclaration {
  /** Its `event`. */
  readonly event: string;
  /** How many of them within five minutes it takes. */
  readonly atLeast: number;
}

/**
 * Log lines (JSON) that wake someone. `cdk/` counts them in each stage's own log groups; whoever writes them takes the names
 * from here. Each is written before what it tells of is settled: a crash in between tells it twice, never not at all.
 */
export const alarmingLogLines = {
  /** A row of the audit trail was changed or removed. */
  auditTampered: { event: 'audit_tampered', atLeast: 1 },
  /** A day of the audit trail differs between its table and its archive. */
  auditNotReconciled: { event: 'audit_not_reconciled', atLeast: 1 },
  /** A verification of the audit trail found something. */
  auditNotIntact: { event: 'audit_not_intact', atLeast: 1 },
  /** A day of the audit trail is not anchored a day after it could have been. */
  auditDayLate: { event: 'audit_day_late', atLeast: 1 },
  /** A job was given up. */
  jobFailed: { event: 'job_failed', atLeast: 1 },
  /** KMS refused or did not answer. */
  kmsFailed: { event: 'kms_failed', atLeast: 1 },
  /** An employee tried to read more customers than an hour allows. */
  readBudgetSpent: { event: 'read_budget_spent', atLeast: 1 },
  /** Operations were refused by the plan. A few are mistakes; so many in five minutes are someone who tries doors. */
  operationRefused: { event: 'operation_refused', atLeast: 50 },
  /** A sealed value did not verify. */
  integrityViolation: { event: 'integrity_violation', atLeast: 1 },
  /** A mail was given up. */
  mailParked: { event: 'mail_parked', atLeast: 1 },
  /** Mails have been due for a quarter of an hour and more. */
  outboxLate: { event: 'outbox_late', atLeast: 1 },
} as const satisfies Readonly<Record<string, AlarmingLogLineDeclaration>>;
export type AlarmingLogLine = keyof typeof alarmingLogLines;
