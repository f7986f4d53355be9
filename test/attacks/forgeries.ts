import type { FunctionName } from '../../lambda/declared/functions.ts';
import type { TestCloud } from '../harness/cloud.ts';
import type { Registered } from '../harness/register.ts';
import { type Forged, parsed } from './forged.ts';
import { forgedMailEvents, forgedReceipts } from './forged-mails.ts';
import { forgedRequests } from './forged-requests.ts';
import { forgedSignIns } from './forged-sign-ins.ts';
import { forgedStreams } from './forged-streams.ts';

const deep = (levels: number) => parsed(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

/** What is no event of any function, with a value of somebody in it. */
const shapeless = (value: string): readonly Forged[] => [
  { name: 'nothing', event: null },
  { name: 'a text', event: value },
  { name: 'a number', event: 84_901_234_567 },
  { name: 'a list', event: [value] },
  { name: 'an object', event: { [value]: value } },
  { name: 'records that are none', event: { Records: value } },
  {
    name: 'records of nothing',
    event: { Records: [null, value, 7, {}, [], { dynamodb: null }, { ses: null }, { Sns: null }] },
  },
  {
    name: 'a prototype',
    event: parsed(
      `{"__proto__":{"source":"aws.events","Records":[]},"constructor":{"prototype":{"polluted":true}},"x":"${value}"}`,
    ),
  },
  { name: 'depth', event: { Records: [{ dynamodb: deep(500), Sns: deep(500), ses: deep(500) }] } },
  { name: 'a megabyte', event: { Records: [{ eventSource: value.repeat(40_000) }] } },
];

/** A turn of the schedule that says more than one does. */
const turns = (value: string): readonly Forged[] => [
  { name: 'a time that is none', event: { source: 'aws.events', time: value } },
  { name: 'a replay from no time', event: { source: 'aws.events', replayFrom: value, restoredTo: value } },
  { name: 'a time by a prototype', event: parsed('{"__proto__":{"restoredTo":"2020-01-01T00:00:00Z"}}') },
  {
    name: 'more than is asked',
    event: { source: 'aws.events', detail: { customer: value }, resources: [value], job: 'ERASE_CUSTOMER' },
  },
];

/** What each function is tried with: what is no event, what is another's, and what is almost its own. */
export function forgeries(
  cloud: TestCloud,
  customer: Registered,
  value: string,
): Readonly<Record<FunctionName, readonly Forged[]>> {
  const topic = cloud.environment.MAIL_EVENTS_TOPIC ?? '';
  const own = {
    api: forgedRequests(value, '/graphql'),
    links: forgedRequests(value, '/links/verify-email/x'),
    dispatch: forgedStreams(value, customer),
    mailEvents: forgedMailEvents(value, customer, topic),
    inboundMail: forgedReceipts(value, customer),
    signInMail: forgedSignIns(value),
    staffToken: forgedSignIns(value),
    jobs: forgedStreams(value, customer),
    packages: forgedStreams(value, customer),
    keeping: forgedStreams(value, customer),
    clock: turns(value),
    archive: forgedStreams(value, customer),
  } satisfies Readonly<Record<FunctionName, readonly Forged[]>>;
  const byName = (list: readonly Forged[]) => [...new Map(list.map((one) => [one.name, one])).values()];
  const all = byName(Object.values(own).flat());
  const isTurn = ({ event }: Forged) => (event as { source?: unknown } | null)?.source === 'aws.events';
  // A turn of the schedule is no forgery to who has one: there it stands among its own alone.
  const foreign = (name: FunctionName) => all.filter((one) => !(isTurn(one) && name === 'inboundMail'));
  return Object.fromEntries(
    Object.entries(own).map(([name, mine]) => [
      name,
      // Whatever it is called with, the clock takes a turn, which lasts.
      name === 'clock' ? mine : byName([...shapeless(value), ...foreign(name as FunctionName), ...mine]),
    ]),
  ) as unknown as Readonly<Record<FunctionName, readonly Forged[]>>;
}
