/** What is measured: a log line that is also a metric, in CloudWatch's embedded format. */
export interface MetricDeclaration {
  /** The `event` of the line. */
  readonly event: string;
  readonly meaning: string;
  readonly unit: 'Count' | 'Seconds' | 'Milliseconds';
  /** The fact that holds the value; without one each line counts as one. */
  readonly value?: 'count' | 'seconds' | 'milliseconds';
  /** The fact that tells kinds apart: a code or a state, never an id. */
  readonly by?: 'code' | 'state';
}

/** Every metric of the product's own. `cdk/` draws them, `docs/operations.md` tells of them; AWS measures the rest. */
export const metrics = {
  answerTime: {
    event: 'request',
    meaning: 'How long an answer of the API took.',
    unit: 'Milliseconds',
    value: 'milliseconds',
  },
  refusals: {
    event: 'operation_refused',
    meaning: 'Operations that were refused before they were carried out, by reason.',
    unit: 'Count',
    by: 'code',
  },
  reveals: {
    event: 'values_revealed',
    meaning: 'Customers of whom employees saw something, in clear (VALUE) or masked (MASKED).',
    unit: 'Count',
    value: 'count',
    by: 'state',
  },
  contactAnswers: {
    event: 'contact_answered',
    meaning: 'What the gate said to those who asked before they contact somebody, by reason.',
    unit: 'Count',
    by: 'code',
  },
  mails: {
    event: 'mail_settled',
    meaning: 'What became of mails: SENT, SUPPRESSED by the gate, FAILED and the rest.',
    unit: 'Count',
    by: 'state',
  },
  mailRefusals: {
    event: 'mail_settled',
    meaning: 'Why mails were not sent: the reasons of the gate, and faults.',
    unit: 'Count',
    by: 'code',
  },
  outboxAge: {
    event: 'outbox_measured',
    meaning: 'How long the mail that is due longest has been due; campaigns, which take their time, aside.',
    unit: 'Seconds',
    value: 'seconds',
  },
  clockLateness: {
    event: 'clock_ran',
    meaning: 'How long after its minute the clock began.',
    unit: 'Seconds',
    value: 'seconds',
  },
} as const satisfies Readonly<Record<string, MetricDeclaration>>;
export type MetricName = keyof typeof metrics;
