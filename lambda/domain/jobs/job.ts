/** What a job may be; `lambda/jobs.ts` names who does each. */
export const jobTypes = [
  'VERIFY_AUDIT',
  'CLOSE_AUDIT_DAY',
  'PULL_MAILS',
  'RUN_CAMPAIGN',
  'COUNT_CAMPAIGN',
  'TEST_CAMPAIGN',
] as const;
export type JobType = (typeof jobTypes)[number];

export const jobStates = ['QUEUED', 'RUNNING', 'DONE', 'FAILED'] as const;
export type JobState = (typeof jobStates)[number];

/** What a job was given and what it has found so far: codes and references, never values. Parsed by whoever reads it. */
export type JobReport = Readonly<Record<string, unknown>>;

/** Long work, done by `lambda/jobs.ts` in as many runs as it takes. */
export interface Job {
  readonly id: string;
  readonly type: JobType;
  readonly state: JobState;
  /** Grows with every change: who read an older one writes nothing. */
  readonly version: number;
  /** A subject of the staff issuer, or `system:<function>`. */
  readonly requestedBy: string;
  readonly requestedAt: string;
  /** Runs begun since it last came forward. */
  readonly attempts: number;
  /** Nobody takes it up before: somebody works on it, or it waits after a failure. */
  readonly leaseUntil: string | undefined;
  /** When the clock puts it on the stream again, should it still be there; undefined when it is finished. */
  readonly dueAt: string | undefined;
  readonly finishedAt: string | undefined;
  /** Why it failed: a code. */
  readonly reason: string | undefined;
  readonly report: JobReport | undefined;
}

/** A job in the next of its versions. */
export function changedJob(before: Job, changes: Partial<Omit<Job, 'id' | 'type' | 'version'>>): Job {
  return { ...before, ...changes, version: before.version + 1 };
}

export function isFinished({ state }: Pick<Job, 'state'>): boolean {
  return state === 'DONE' || state === 'FAILED';
}
