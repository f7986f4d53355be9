/**
 * Log lines (JSON) that wake someone: a field and the value that it must have. `cdk/` counts them in each stage's own log
 * groups; whoever writes them takes the names from here.
 */
export const alarmingLogLines = {
  /** A row of the audit trail was changed or removed, or its chain does not hold. */
  auditTampered: { field: 'AuditTampered', value: 1 },
  /** KMS refused or did not answer. */
  kmsFailed: { field: 'event', value: 'kms_failed' },
} as const;
export type AlarmingLogLine = keyof typeof alarmingLogLines;
