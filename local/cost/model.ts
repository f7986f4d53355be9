import { type MetricDeclaration, metrics } from '../../lambda/declared/metrics.ts';
import measured from './measured-calls.json' with { type: 'json' };
import { type Priced, prices } from './prices.ts';
import { rest, standing, uses } from './use.ts';

/** What is bought in a month, by price. */
type Bought = Record<Priced, number>;

interface Measured {
  readonly calls: Readonly<Partial<Record<string, number>>>;
  readonly units: { readonly read: number; readonly write: number };
}
const known: Readonly<Record<string, Measured>> = measured;

function measuredOf(name: string): Measured {
  const found = known[name];
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}

const gigabyte = 1_000_000_000;

const daysOfMonth = 30.4;
const secondsOfMonth = 86_400 * daysOfMonth;
const metricsOfMethod = 5;
const kindsOf = ({ by }: MetricDeclaration): number => (by === undefined ? 0 : rest.kindsOfMetric);

/**
 * What a month of so many customers buys of AWS.
 * @param months how long they have been there: what is stored grows with it
 */
export function boughtFor(customers: number, months: number = rest.storage.months): Bought {
  const bought = Object.fromEntries(Object.keys(prices).map((name) => [name, 0])) as Bought;
  let requests = 0;
  let mails = 0;

  const run = (times: number, milliseconds: number, memoryMb: number) => {
    const billed = milliseconds + rest.coldStarts.share * rest.coldStarts.milliseconds;
    bought['Lambda requests'] += times;
    bought['Lambda, arm64'] += times * (billed / 1000) * (memoryMb / 1024);
  };
  const units = (times: number, { read, write }: { readonly read: number; readonly write: number }) => {
    bought['DynamoDB reads'] += times * read;
    bought['DynamoDB writes'] += times * write;
  };

  for (const use of Object.values(uses)) {
    const times = use.times * customers;
    const { calls, units: asked } = measuredOf(use.measured);
    run(times, use.milliseconds, use.memoryMb);
    units(times, asked);
    bought['KMS requests'] += times * (calls.KMS ?? 0);
    mails += times * (calls.SES ?? 0);
    if (use.isRequest) requests += times;
  }
  const events = mails * rest.mailEvents.perMail;
  run(events, rest.mailEvents.milliseconds, rest.mailEvents.memoryMb);
  units(events, rest.mailEvents);
  const mailsIn = customers * rest.mailsIn.times;
  run(mailsIn, rest.mailsIn.milliseconds, rest.mailsIn.memoryMb);
  units(mailsIn, rest.mailsIn);

  const { calls: clockCalls, units: clockUnits } = measuredOf(rest.clock.measured);
  run(rest.clock.times, rest.clock.milliseconds, rest.clock.memoryMb);
  units(rest.clock.times, clockUnits);
  run(rest.otherSweeps.times, rest.otherSweeps.milliseconds, rest.otherSweeps.memoryMb);
  units(rest.otherSweeps.times * rest.otherSweeps.share, clockUnits);

  const rows = bought['DynamoDB writes'] * rest.audit.rowsPerWriteUnit;
  const objects = rows / rest.audit.rowsPerObject;
  run(objects, rest.audit.milliseconds, rest.audit.memoryMb);

  const { leastAtOnce, perMillionRequests, fetchesPerHour, keys } = rest.warmProcesses;
  const processes = leastAtOnce + (perMillionRequests * requests) / 1_000_000;
  const runs = bought['Lambda requests'];
  const logged = (runs * rest.logs.run + requests * rest.logs.request) / gigabyte;
  const { storage } = rest;
  const kept = customers * storage.customer + months * (mails * storage.mail + rows * storage.auditRow);
  const stored = kept / gigabyte;
  const own = Object.values(metrics).reduce((sum, metric) => sum + 1 + kindsOf(metric), 0);
  const cognito = Math.max(0, customers * rest.cognito.share - rest.cognito.free);
  return {
    ...bought,
    'API Gateway REST': requests,
    // The site's firewall, and that of the API behind it.
    'WAF requests': requests * (2 + rest.pageFiles),
    'WAF lists': standing.webAcls,
    'WAF rules': standing.firewallRules,
    CloudFront: requests * (1 + rest.pageFiles),
    'DynamoDB storage': stored,
    'DynamoDB restore': stored,
    'KMS keys': standing.keys,
    'KMS requests': bought['KMS requests'] + processes * fetchesPerHour * keys * 24 * daysOfMonth,
    'SES mails': mails,
    'SES mails in': mailsIn,
    SNS: events + mailsIn,
    'S3 storage': (rows * months * storage.archivedRow) / gigabyte,
    'S3 writes': objects + mailsIn * rest.mailsIn.objects + rest.clock.times * (clockCalls.S3 ?? 0),
    'S3 reads': mailsIn * rest.mailsIn.objects,
    'Logs taken in': logged,
    'Logs kept': logged * Math.min(months, rest.logs.months),
    Alarms: standing.alarms,
    Metrics: standing.countedLines + standing.methods * metricsOfMethod + own,
    Dashboards: standing.dashboards,
    Secrets: standing.secrets,
    'X-Ray': Math.min(runs, runs * rest.traces.share + rest.traces.perSecond * secondsOfMonth),
    'Cognito staff': rest.staff,
    'Cognito tokens': standing.machineClients * rest.machineTokens * daysOfMonth,
    Cognito: cognito,
  };
}

/** US dollars a month of what is bought of one price. */
export const costOf = (name: Priced, amount: number): number =>
  (amount * prices[name].usd) / prices[name].per;
