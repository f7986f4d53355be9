/** Structured, allow-listed: unknown keys do not compile, and values of the wrong shape are dropped. */
export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  /** `cause` contributes its class name and code only. */
  error(event: string, facts?: LogFacts, cause?: unknown): void;
}

export interface LogFacts {
  readonly requestId?: string;
  readonly operation?: string;
  readonly route?: string;
  readonly code?: string;
  readonly customerId?: string;
  readonly mailId?: string;
  readonly jobId?: string;
  /** Of a record that is no customer's: a disclosure, an incident, a commitment. */
  readonly recordId?: string;
  readonly lane?: string;
  readonly count?: number;
  readonly attempt?: number;
  readonly milliseconds?: number;
  readonly seconds?: number;
  readonly status?: number;
  readonly state?: string;
}
