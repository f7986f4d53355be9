/** What a job may be, by the function that does it: `lambda/jobs.ts`, `lambda/packages.ts`, `lambda/keeping.ts`. */
const jobsByLane = {
  work: [
    'VERIFY_AUDIT',
    'CLOSE_AUDIT_DAY',
    'PULL_MAILS',
    'RUN_CAMPAIGN',
    'COUNT_CAMPAIGN',
    'TEST_CAMPAIGN',
    'COUNT_AFFECTED',
    'NOTIFY_AFFECTED',
  ],
  packages: ['SEAL_DISCLOSURE', 'SETTLE_DISCLOSURE'],
  keeping: ['ERASE_CUSTOMER', 'ROTATE_KEYS', 'REPLAY_ACTS'],
} as const;
export type JobLane = keyof typeof jobsByLane;
/** Those that one function does. */
export type JobTypeOf<L extends JobLane> = (typeof jobsByLane)[L][number];
export type JobType = JobTypeOf<JobLane>;
export const jobTypes = Object.values(jobsByLane).flat() as readonly JobType[];

/** What is owed whatever happens: to destroy what was sealed for somebody, to tell people. Such a job is never given up. */
const owed: readonly JobType[] = ['SETTLE_DISCLOSURE', 'NOTIFY_AFFECTED'];
export const isNeverGivenUp = ({ type }: Pick<Job, 'type'>): boolean => owed.includes(type);

/** Which function does it: the stream's filter goes by it. */
export const laneOf = (type: JobType): JobLane =>
  (Object.keys(jobsByLane) as JobLane[]).find((lane) =>
    (jobsByLane[lane] as readonly JobType[]).includes(type),
  ) ?? 'work';

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
