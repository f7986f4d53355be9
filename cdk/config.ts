import { type FunctionName, functions } from '../lambda/declared/functions.ts';
import { limits } from '../lambda/declared/limits.ts';

export const stageNames = ['dev', 'staging', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

/** An OpenID issuer and the clients whose tokens are accepted from it. */
interface IssuerConfig {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  /** Needed when the keys are elsewhere than `<issuer>/.well-known/jwks.json`. */
  readonly jwksUri?: string;
}

/**
 * What differs between stages. There is no account here: it comes from the credentials of whoever deploys, so that none
 * stands in a template.
 */
export interface StageConfig {
  readonly stage: StageName;
  /** Where customers' data lives. */
  readonly region: string;
  /** Begins the name of every bucket, table, role, alias and sign-in domain; bucket and domain names are global. */
  readonly namePrefix: string;
  /** Host of GraphiQL, `/graphql` and `/links`; CloudFront answers for it, a CNAME points to it. */
  readonly siteDomain: string;
  /** Folder of the built GraphiQL page, relative to the repository (`npm run build:graphiql`). */
  readonly staffPageDirectory: string;
  /** Domain that signs outgoing mail with DKIM. */
  readonly mailDomain: string;
  /** `Name <address>`; the address lies in `mailDomain`. */
  readonly mailFrom: string;
  /** Origins whose pages may call `/graphql`, beside the site's own. */
  readonly allowedOrigins: readonly string[];
  readonly customerIssuer: IssuerConfig;
  /** Machine clients and their scopes, of those in `lambda/declared/sign-in.ts`. */
  readonly machineClients: Readonly<Record<string, readonly string[]>>;
  /** Whole-value regular expression of the outside ticket system's references (P1.1). */
  readonly referencePattern: string;
  readonly introspection: 'staff' | 'everyone';
  readonly budgets: {
    readonly clearReadsPerHour: number;
    readonly maskedReadsPerHour: number;
    readonly requestsPerMinute: number;
    readonly registrationsPerHour: number;
  };
  /** Ceilings of each table and index, in request units a second: a runaway loop ends there, not on the invoice. */
  readonly tableMaximum: { readonly reads: number; readonly writes: number };
  /** Concurrent executions kept for, and at most given to, each function. */
  readonly reservedConcurrency: Readonly<Record<FunctionName, number>>;
  /** Requests a second that the API accepts, and the burst above it. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Requests of one address in five minutes before CloudFront's firewall refuses it. */
  readonly requestsPerAddress: number;
  /** Days in which nobody, the account's owner included, can remove an archived audit row. */
  readonly auditLockDays: number;
  /** Days of logs; the law asks for twelve months (D333 20(3)). */
  readonly logDays: number;
  /** Slowest hundredth of answers, in milliseconds, that wakes nobody yet. */
  readonly slowAnswerMs: number;
  /** Who gets the alarms by mail; others subscribe to the topic. */
  readonly alarmAddress?: string;
}

const shared = {
  region: 'ap-southeast-1',
  staffPageDirectory: 'dist/graphiql',
  machineClients: {
    billing: ['payments:disclose', 'contact:check'],
    provisioning: ['customers:link', 'customers:read', 'services:write'],
    notices: ['mail:send', 'contact:check', 'changes:read'],
  },
  referencePattern: '(SUP|BIL|PRV|LEG)-[1-9][0-9]{0,7}',
  introspection: 'staff',
  budgets: {
    clearReadsPerHour: limits.clearReadsPerHour,
    maskedReadsPerHour: limits.maskedReadsPerHour,
    requestsPerMinute: limits.requestsPerMinute,
    registrationsPerHour: limits.registrationsPerHour,
  },
  requestsPerAddress: 2000,
  logDays: 400,
  slowAnswerMs: 3000,
} as const satisfies Partial<StageConfig>;

const everyFunction = (concurrency: number) =>
  Object.fromEntries(Object.keys(functions).map((name) => [name, concurrency])) as Record<
    FunctionName,
    number
  >;

/** A stage that holds no real customer: smaller, and its audit lock lasts a day so that it can be taken down. */
const trial = {
  tableMaximum: { reads: 500, writes: 500 },
  reservedConcurrency: { ...everyFunction(2), api: 20, links: 5 },
  throttle: { rate: 50, burst: 100 },
  auditLockDays: 1,
} as const satisfies Partial<StageConfig>;

const stages: Readonly<Record<StageName, StageConfig>> = {
  dev: {
    ...shared,
    ...trial,
    stage: 'dev',
    namePrefix: 'cloudfly-privacy-dev',
    siteDomain: 'privacy.dev.cloudfly.vn',
    mailDomain: 'dev.cloudfly.vn',
    mailFrom: 'CloudFly <privacy@dev.cloudfly.vn>',
    allowedOrigins: ['https://my.dev.cloudfly.vn', 'http://localhost:5173'],
    customerIssuer: { issuer: 'https://id.dev.cloudfly.vn', clientIds: ['customer-portal'] },
  },
  staging: {
    ...shared,
    ...trial,
    stage: 'staging',
    namePrefix: 'cloudfly-privacy-staging',
    siteDomain: 'privacy.staging.cloudfly.vn',
    mailDomain: 'staging.cloudfly.vn',
    mailFrom: 'CloudFly <privacy@staging.cloudfly.vn>',
    allowedOrigins: ['https://my.staging.cloudfly.vn'],
    customerIssuer: { issuer: 'https://id.staging.cloudfly.vn', clientIds: ['customer-portal'] },
  },
  prod: {
    ...shared,
    stage: 'prod',
    namePrefix: 'cloudfly-privacy-prod',
    siteDomain: 'privacy.cloudfly.vn',
    mailDomain: 'cloudfly.vn',
    mailFrom: 'CloudFly <privacy@cloudfly.vn>',
    allowedOrigins: ['https://my.cloudfly.vn', 'https://cloudfly.vn'],
    customerIssuer: { issuer: 'https://id.cloudfly.vn', clientIds: ['customer-portal'] },
    tableMaximum: { reads: 20_000, writes: 10_000 },
    reservedConcurrency: { ...everyFunction(5), api: 300, links: 50, dispatch: 20, archive: 20, clock: 2 },
    throttle: { rate: 1000, burst: 2000 },
    auditLockDays: 5 * 365,
  },
};

export const stageConfig = (stage: StageName): StageConfig => stages[stage];
