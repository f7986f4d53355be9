import { environment as env } from './environment.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** What a mail is made with. */
const sendingMail = [
  env.linksUrl,
  env.mailFrom,
  env.mailSender,
  env.mailConfigurationSet,
  env.refusalAddress,
  env.supportAddress,
  env.ownSites,
] as const;

const everyClass = ['contact', 'identity', 'payment', 'content'] as const;
/** Jobs as they are queued, each alone, of whichever lane is the function's. */
const queuedJobs = {
  table: 'records',
  kinds: ['JOB'],
  states: ['QUEUED'],
  batchSize: 1,
  retries: 5,
} as const;

/** The deployed functions, by name. */
export const functions = {
  api: {
    entry: 'lambda/api.ts',
    purpose: 'The GraphQL API',
    timeoutSeconds: 15,
    memoryMb: 1024,
    routes: [
      { method: 'GET', path: '/graphql' },
      { method: 'POST', path: '/graphql' },
      { method: 'OPTIONS', path: '/graphql' },
    ],
    tables: { records: 'write', keys: 'write', audit: 'readAppend' },
    classes: everyClass,
    createsKeys: true,
    index: true,
    signs: true,
    // Documents of recipients come through the API.
    inboundBucket: 'keepSealed',
    environment: [
      env.staffIssuer,
      env.customerIssuer,
      env.serviceIssuer,
      env.referencePattern,
      env.linksUrl,
      env.mailSender,
      env.ownSites,
      env.allowedOrigins,
      env.introspection,
      env.clearReadsPerHour,
      env.maskedReadsPerHour,
      env.requestsPerMinute,
      env.registrationsPerHour,
    ],
  },
  links: {
    entry: 'lambda/links.ts',
    purpose: 'Pages behind the links in mails: GET shows, POST acts',
    timeoutSeconds: 10,
    memoryMb: 512,
    routes: [
      { method: 'GET', path: '/links/{purpose}/{token}' },
      { method: 'POST', path: '/links/{purpose}/{token}' },
    ],
    // Keys by name: its audit row may be the month's first with an origin.
    tables: { records: 'write', keys: 'name', audit: 'append' },
    classes: [],
    refusalLinks: true,
    // Packages of disclosures, which are sealed for their recipients.
    inboundBucket: 'readSealed',
    environment: [env.informationPage],
  },
  dispatch: {
    entry: 'lambda/dispatch.ts',
    purpose: 'Sends queued mails as they appear on the stream',
    timeoutSeconds: 60,
    memoryMb: 512,
    stream: {
      table: 'records',
      kinds: ['MAIL'],
      states: ['QUEUED'],
      lanes: ['duty', 'operational'],
      batchSize: 10,
      retries: 5,
    },
    // Keys to write: a key of refusal links may be the first, and an audit row the month's first with an origin.
    tables: { records: 'write', keys: 'write', audit: 'append' },
    classes: ['contact'],
    refusalLinks: true,
    sendsMail: true,
    environment: sendingMail,
  },
  mailEvents: {
    entry: 'lambda/mail-events.ts',
    purpose: 'What SES tells of mails: deliveries, bounces, complaints',
    timeoutSeconds: 15,
    memoryMb: 256,
    topic: 'mailEvents',
    tables: { records: 'write', keys: 'name', audit: 'append' },
    classes: [],
    environment: [],
  },
  inboundMail: {
    entry: 'lambda/inbound-mail.ts',
    purpose:
      'Files the mails that come in: requests, refusals, what is quarantined; forgets correspondents whose time is over',
    timeoutSeconds: 55,
    memoryMb: 512,
    receipts: true,
    // What was left behind by a kill or a fault is taken up again.
    everyMinutes: 5,
    tables: { records: 'write', keys: 'write', audit: 'append' },
    classes: ['contact', 'content'],
    // What comes in by mail may be the first words that are sealed at all.
    createsKeys: true,
    index: true,
    refusalLinks: true,
    inboundBucket: 'file',
    environment: [
      env.linksUrl,
      env.mailFrom,
      env.mailSender,
      env.refusalAddress,
      env.supportAddress,
      env.ownSites,
    ],
  },
  signInMail: {
    entry: 'lambda/sign-in-mail.ts',
    purpose: 'Sends the codes and first passwords that the identity provider hands over',
    timeoutSeconds: 30,
    memoryMb: 512,
    tables: { records: 'write', keys: 'name', audit: 'append' },
    classes: [],
    signInCodes: true,
    sendsMail: true,
    environment: [env.linksUrl, env.mailSender, env.ownSites],
  },
  staffToken: {
    entry: 'lambda/staff-token.ts',
    purpose: 'Puts the address of an employee into the access token that the identity provider makes',
    // The identity provider waits no longer.
    timeoutSeconds: 5,
    memoryMb: 256,
    tables: {},
    classes: [],
    staffTokens: true,
    environment: [],
  },
  jobs: {
    entry: 'lambda/jobs.ts',
    purpose:
      'Long work, piece by piece: campaigns and the pace of their mails, closing a day of the audit trail, verifying the trail',
    timeoutSeconds: 300,
    memoryMb: 512,
    // In parallel, or a long campaign would stand before the mails that are to be sent. DynamoDB's order holds for each item within a
    // shard, and each job is an item of a partition of its own: no job needs another's order.
    stream: { ...queuedJobs, lanes: ['work'], parallel: 10 },
    tables: { records: 'write', keys: 'write', audit: 'readAppend' },
    classes: ['contact'],
    anchor: ['sign', 'verify'],
    // What the archive of the audit trail lacks at the end of a day is added then.
    archive: { reads: true, adds: ['rows', 'registers', 'anchors'] },
    refusalLinks: true,
    sendsMail: true,
    environment: [...sendingMail, env.mailsPerSecond],
  },
  packages: {
    entry: 'lambda/packages.ts',
    purpose: 'Seals what is disclosed, once it is approved, for its recipient alone',
    timeoutSeconds: 300,
    memoryMb: 512,
    stream: { ...queuedJobs, lanes: ['packages'], parallel: 2 },
    tables: { records: 'write', keys: 'write', audit: 'append' },
    classes: everyClass,
    signs: true,
    inboundBucket: 'file',
    environment: [env.linksUrl, env.mailSender],
  },
  keeping: {
    entry: 'lambda/keeping.ts',
    purpose: 'Erases customers, replays the ledger of erasures, rotates keys',
    timeoutSeconds: 300,
    memoryMb: 512,
    stream: { ...queuedJobs, lanes: ['keeping'], parallel: 2 },
    tables: { records: 'write', keys: 'scanWrite', audit: 'append' },
    classes: everyClass,
    createsKeys: true,
    index: true,
    signs: true,
    // The ledger of erasures is nobody else's to add to.
    archive: { reads: true, adds: ['ledger'] },
    inboundBucket: 'file',
    environment: [env.customerIssuer, env.mailSender],
  },
  clock: {
    entry: 'lambda/clock.ts',
    purpose:
      'Every minute: mails and jobs the stream missed or that are due again, answers that are late, information that was asked for, the day of the audit to close',
    timeoutSeconds: 55,
    memoryMb: 512,
    everyMinutes: 1,
    tables: { records: 'write', keys: 'write', audit: 'append' },
    classes: ['contact'],
    refusalLinks: true,
    sendsMail: true,
    archive: { reads: true, adds: [] },
    environment: sendingMail,
  },
  archive: {
    entry: 'lambda/archive.ts',
    purpose: 'Copies the audit stream to the write-once bucket and raises an alarm on any change to it',
    timeoutSeconds: 60,
    memoryMb: 256,
    stream: { table: 'audit', batchSize: 100, retries: 50 },
    tables: {},
    classes: [],
    archive: { reads: false, adds: ['rows', 'registers', 'tamper'] },
    environment: [],
  },
} as const satisfies Readonly<Record<string, FunctionDeclaration>>;
export type FunctionName = keyof typeof functions;
