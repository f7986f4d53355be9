import { type FunctionName, functions } from '../lambda/declared/functions.ts';
import { limits } from '../lambda/declared/limits.ts';
import type { StageConfig, StageName } from './stage-config.ts';

const shared = {
  region: 'ap-southeast-1',
  staffPageDirectory: 'dist/graphiql',
  machineClients: {
    billing: ['payments:disclose', 'contact:check'],
    provisioning: ['customers:link', 'customers:read', 'services:write'],
    notices: ['mail:send', 'contact:check', 'changes:read'],
  },
  mailSender: {
    name: 'CloudFly',
    country: 'VN',
    site: 'https://cloudfly.vn',
    email: 'privacy@cloudfly.vn',
    policyUrl: 'https://cloudfly.vn/privacy-policy',
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
  // What runs jobs: as many as its stream hands over at once, or one long job would hold up the others after all.
  reservedConcurrency: { ...everyFunction(2), api: 20, links: 5, jobs: 10 },
  throttle: { rate: 50, burst: 100 },
  // SES's sandbox.
  mailsPerSecond: 1,
  auditLockDays: 1,
} as const satisfies Partial<StageConfig>;

const stages: Readonly<Record<StageName, StageConfig>> = {
  dev: {
    ...shared,
    ...trial,
    stage: 'dev',
    namePrefix: 'cloudfly-privacy-dev',
    siteDomain: 'privacy.dev.cloudfly.vn',
    mailDomain: 'mail.dev.cloudfly.vn',
    mailFrom: 'CloudFly <privacy@mail.dev.cloudfly.vn>',
    refusalAddress: 'refuse@mail.dev.cloudfly.vn',
    supportAddress: 'support@mail.dev.cloudfly.vn',
    informationPage: 'https://my.dev.cloudfly.vn/give-information#',
    ownSites: ['dev.cloudfly.vn', 'cloudfly.vn'],
    allowedOrigins: ['https://my.dev.cloudfly.vn', 'http://localhost:5173'],
    customerIssuer: { issuer: 'https://id.dev.cloudfly.vn', clientIds: ['customer-portal'] },
  },
  staging: {
    ...shared,
    ...trial,
    stage: 'staging',
    namePrefix: 'cloudfly-privacy-staging',
    siteDomain: 'privacy.staging.cloudfly.vn',
    mailDomain: 'mail.staging.cloudfly.vn',
    mailFrom: 'CloudFly <privacy@mail.staging.cloudfly.vn>',
    refusalAddress: 'refuse@mail.staging.cloudfly.vn',
    supportAddress: 'support@mail.staging.cloudfly.vn',
    informationPage: 'https://my.staging.cloudfly.vn/give-information#',
    ownSites: ['staging.cloudfly.vn', 'cloudfly.vn'],
    allowedOrigins: ['https://my.staging.cloudfly.vn'],
    customerIssuer: { issuer: 'https://id.staging.cloudfly.vn', clientIds: ['customer-portal'] },
  },
  prod: {
    ...shared,
    stage: 'prod',
    namePrefix: 'cloudfly-privacy-prod',
    siteDomain: 'privacy.cloudfly.vn',
    mailDomain: 'mail.cloudfly.vn',
    mailFrom: 'CloudFly <privacy@mail.cloudfly.vn>',
    refusalAddress: 'refuse@mail.cloudfly.vn',
    supportAddress: 'support@mail.cloudfly.vn',
    informationPage: 'https://my.cloudfly.vn/give-information#',
    ownSites: ['cloudfly.vn'],
    // What an account begins with outside the sandbox; to be raised with it.
    mailsPerSecond: 14,
    allowedOrigins: ['https://my.cloudfly.vn', 'https://cloudfly.vn'],
    customerIssuer: { issuer: 'https://id.cloudfly.vn', clientIds: ['customer-portal'] },
    tableMaximum: { reads: 20_000, writes: 10_000 },
    reservedConcurrency: {
      ...everyFunction(5),
      api: 300,
      links: 50,
      dispatch: 20,
      mailEvents: 20,
      inboundMail: 10,
      archive: 20,
      // As many as its stream hands over at once.
      jobs: 10,
      clock: 2,
    },
    throttle: { rate: 1000, burst: 2000 },
    auditLockDays: 5 * 365,
  },
};

export const stageConfig = (stage: StageName): StageConfig => stages[stage];
