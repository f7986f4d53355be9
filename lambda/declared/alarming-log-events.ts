/** Log events (`event` of a JSON line) that wake someone. `cdk/` counts them; whoever logs them takes the name from here. */
export const alarmingLogEvents = {
  /** A row of the audit trail was changed or removed, or its chain does not hold. */
  auditTampered: 'audit-tampered',
  /** KMS refused or did not answer. */
  kmsFault: 'kms-fault',
} as const;
export type AlarmingLogEvent = keyof typeof alarmingLogEvents;
