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
  /** Events of SES for each mail sent, with the units of filing one. */
  mailEvents: { perMail: 1.1, read: 3, write: 8, milliseconds: 40, memoryMb: 256 },
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
  /** Bytes a customer: of tables, of archive, and of log for each invocation. */
  storage: { tableBytes: 40_000, archiveBytes: 60_000, logBytes: 900, logMonths: 13 },
  /** Share of requests that are traced, beside the one a second that always is. */
  traces: { share: 0.05, perSecond: 1 },
  /** Requests of the staff page, each also one of CloudFront, of all requests. */
  throughCloudFront: 0.03,
  /** Share of customers who sign in within a month, where they do so by Cognito; the first are free. */
  cognito: { share: 0.3, free: 10_000 },
} as const;

/** What there is whether it is used or not, as the templates of one stage have it; compared with them by a test. */
export const standing = {
  keys: 12,
  alarms: 57,
  dashboards: 1,
  secrets: 1,
  webAcls: 2,
  firewallRules: 8,
  /** Metrics made of lines of the log. */
  metrics: 53,
} as const;
