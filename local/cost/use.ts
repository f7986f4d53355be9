/**
 * How the product is used: assumptions, to be replaced by what the dashboard shows. An operation that was measured is named as
 * `npm run bench` names it.
 */
export interface Use {
  /** Times a customer and month. */
  readonly times: number;
  /** What of `measured-calls.json` it is, or is taken to be like. */
  readonly measured: string;
  /** The function that runs, milliseconds it is billed and its memory in MB. */
  readonly milliseconds: number;
  readonly memoryMb: number;
  /** Through API Gateway and the firewall. */
  readonly isRequest?: boolean;
}

export const uses: Readonly<Record<string, Use>> = {
  'is registered': {
    times: 0.03,
    measured: 'registerCustomer',
    milliseconds: 120,
    memoryMb: 1024,
    isRequest: true,
  },
  'follows a link': {
    times: 0.04,
    measured: 'verification link followed (POST)',
    milliseconds: 60,
    memoryMb: 512,
    isRequest: true,
  },
  'looks at their own data': {
    times: 3,
    measured: 'me, all details',
    milliseconds: 40,
    memoryMb: 1024,
    isRequest: true,
  },
  'changes something': {
    times: 0.1,
    measured: 'updateContactDetails(phone)',
    milliseconds: 80,
    memoryMb: 1024,
    isRequest: true,
  },
  'is read by a system': {
    times: 0.5,
    measured: 'customer(id), 3 fields clear',
    milliseconds: 50,
    memoryMb: 1024,
    isRequest: true,
  },
  'is found by an employee': {
    times: 0.03,
    measured: 'findCustomer(email), 1 field masked',
    milliseconds: 60,
    memoryMb: 1024,
    isRequest: true,
  },
  'is read by an employee': {
    times: 0.05,
    measured: 'customer(id), 8 fields masked',
    milliseconds: 50,
    memoryMb: 1024,
    isRequest: true,
  },
  'is on a page of a list': {
    times: 0.002,
    measured: 'customers(first: 50), 8 fields masked',
    milliseconds: 150,
    memoryMb: 1024,
    isRequest: true,
  },
  'has their trail read': {
    times: 0.001,
    measured: 'auditTrail(customer, first: 50)',
    milliseconds: 60,
    memoryMb: 1024,
    isRequest: true,
  },
  'is sent a mail': { times: 3, measured: 'mail sent (verification)', milliseconds: 120, memoryMb: 512 },
};

/** What is not counted by operation. All are assumptions but `clock`. */
export const rest = {
  /** Events of SES for each mail sent: that it was taken, which says nothing new, and that it arrived; with the units of filing one of them. */
  mailEvents: { perMail: 2.1, read: 3, write: 4, milliseconds: 40, memoryMb: 256 },
  /** Mails that come in for each customer and month, with the units of filing one and its objects. */
  mailsIn: { times: 0.02, read: 15, write: 40, milliseconds: 300, memoryMb: 512, objects: 2 },
  /** Rows of the audit trail in one write request unit of everything, and how many are archived in one object. */
  audit: { rowsPerWriteUnit: 0.06, rowsPerObject: 10, milliseconds: 50, memoryMb: 256 },
  /** Runs a month, each of which asks what `minute of the clock, nothing due` does. */
  clock: {
    times: 60 * 24 * 30.4,
    measured: 'minute of the clock, nothing due',
    milliseconds: 1200,
    memoryMb: 512,
  },
  /** Runs of the sweep of mails that came in, a month; each asks a fraction of a minute of the clock. */
  otherSweeps: { times: 12 * 24 * 30.4, share: 0.1, milliseconds: 300, memoryMb: 512 },
  /** KMS: processes that run at once for each million of requests a month; their keys are fetched again every quarter of an hour. */
  warmProcesses: { leastAtOnce: 3, perMillionRequests: 2, fetchesPerHour: 4, keys: 8 },
  /** Share of invocations that start a process, milliseconds of it. */
  coldStarts: { share: 0.005, milliseconds: 900 },
  /**
   * Bytes as DynamoDB bills them, with indexes: of a customer at rest; of a mail, which is kept as long as its customer; of a row of the audit trail, which is
   * never removed, in its table and in the archive. `months`: how long the product has been running.
   */
  storage: { customer: 8_000, mail: 1_000, auditRow: 1_500, archivedRow: 700, months: 12 },
  /** Bytes of log for each run of a function, and of the gateway's for each request; months that they are kept. */
  logs: { run: 900, request: 300, months: 13 },
  /** Share of runs that are traced, beside the one a second that always is of each function; four of them run so often. */
  traces: { share: 0.05, perSecond: 4 },
  /** Files of the staff page that CloudFront is asked for, of all requests; the requests all come through it as well. */
  pageFiles: 0.03,
  /** Kinds, by code or state, that each metric with kinds has. */
  kindsOfMetric: 8,
  /** Tokens that each machine client takes a day: one for each half hour, where its processes share it. */
  machineTokens: 48,
  /** Employees who sign in within a month. */
  staff: 30,
  /** Share of customers who sign in within a month, where they do so by Cognito; the first are free. */
  cognito: { share: 0.3, free: 10_000 },
} as const;

/** What there is whether it is used or not, as the templates of one stage have it; compared with them by a test. */
export const standing = {
  keys: 12,
  /** Those that KMS rotates: the first two times, each costs as much again. */
  rotatedKeys: 10,
  alarms: 61,
  dashboards: 1,
  secrets: 1,
  webAcls: 2,
  firewallRules: 8,
  /** Metrics that lines of the log are counted in; each is billed for the hours in which there was one. */
  countedLines: 32,
  /** Methods of the gateway, of which each has five metrics. */
  methods: 5,
  machineClients: 3,
} as const;
