/**
 * Log lines (JSON) that wake someone: a field and the value that it must have. `cdk/` counts them in each stage's own log
 * groups; whoever writes them takes the names from here.
 */
export const alarmingLogLines = {
  /** A row of the audit trail was changed or removed. */
  auditTampered: { field: 'AuditTampered', value: 1 },
  /** A day of the audit trail differs between its table and its archive. */
  auditNotReconciled: { field: 'event', value: 'audit_not_reconciled' },
  /** A verification of the audit trail found something. */
  auditNotIntact: { field: 'event', value: 'audit_not_intact' },
  /** KMS refused or did not answer. */
  kmsFailed: { field: 'event', value: 'kms_failed' },
} as const;
export type AlarmingLogLine = keyof typeof alarmingLogLines;
