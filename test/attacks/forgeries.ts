import type { FunctionName } from '../../lambda/declared/functions.ts';
import type { TestCloud } from '../harness/cloud.ts';
import { localIdOf, type Registered } from '../harness/register.ts';

export interface Forged {
  readonly name: string;
  readonly event: unknown;
}

/** An event as JSON carries it: `__proto__` is a name like any other there. */
const parsed = (text: string): unknown => JSON.parse(text);
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

const image = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, S]) => [name, { S }]));
const streamed = (eventName: string, ...images: readonly Readonly<Record<string, unknown>>[]) => ({
  Records: images.map((fields, n) => ({
    ...{ eventID: `forged-${n}`, eventName, eventSource: 'aws:dynamodb' },
    dynamodb: {
      SequenceNumber: String(n + 1).padStart(21, '0'),
      Keys: image({ pk: 'x', sk: 'y' }),
      NewImage: image(fields),
    },
  })),
});

/** Records of a stream that name what there is not, or what is somebody's, or what is another function's. */
function streams(value: string, customer: Registered): readonly Forged[] {
  const customerId = localIdOf(customer.id);
  const mail = {
    kind: 'MAIL',
    state: 'QUEUED',
    lane: 'operational',
    id: 'no-such-mail',
    customerId,
    note: value,
  };
  const job = {
    kind: 'JOB',
    state: 'QUEUED',
    lane: 'work',
    id: '0'.repeat(26),
    type: 'ROTATE_KEYS',
    note: value,
  };
  return [
    { name: 'a mail that there is not', event: streamed('INSERT', mail) },
    {
      name: 'a mail by a path',
      event: streamed('INSERT', { ...mail, id: '../../CUSTOMER', customerId: `${customerId}#X` }),
    },
    {
      name: 'a job that there is not',
      event: streamed('INSERT', job, { ...job, id: value }, { ...job, id: '__proto__' }),
    },
    {
      name: 'a job of another function',
      event: streamed('INSERT', { ...job, lane: 'keeping', type: 'ERASE_CUSTOMER', customerId }),
    },
    { name: 'an item of another table', event: streamed('INSERT', { pk: customerId, dek_contact_1: value }) },
    {
      name: 'a customer',
      event: streamed('MODIFY', { kind: 'CUSTOMER', id: customerId, state: 'QUEUED', email: value }),
    },
    {
      name: 'a name of an attribute',
      event: {
        Records: [
          {
            ...streamed('INSERT', {}).Records[0],
            dynamodb: { SequenceNumber: '1', NewImage: { [value]: value } },
          },
        ],
      },
    },
    {
      name: 'a type that is none',
      event: streamed('INSERT', { ...job, type: 'constructor' }, { ...job, type: value }),
    },
  ];
}

const notified = (TopicArn: string, message: unknown) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      Sns: { TopicArn, Message: typeof message === 'string' ? message : JSON.stringify(message) },
    },
  ],
});
function mailEvents(value: string, customer: Registered, topic: string): readonly Forged[] {
  const about = (changes: object = {}) => ({
    eventType: 'Bounce',
    bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: customer.email }] },
    mail: {
      messageId: 'forged-message-id',
      destination: [customer.email],
      tags: { outbox: ['no-such-mail'], customer: [localIdOf(customer.id)] },
      ...changes,
    },
  });
  return [
    { name: 'a bounce of a mail that there is not', event: notified(topic, about()) },
    { name: 'a bounce by another topic', event: notified(`${topic}-other`, about()) },
    {
      name: 'a bounce with tags by a prototype',
      event: notified(topic, about({ tags: parsed('{"__proto__":{"outbox":["a"]}}') })),
    },
    { name: 'a notice that is no JSON', event: notified(topic, `{"eventType":"${value}`) },
    {
      name: 'a tag that is a path',
      event: notified(topic, about({ tags: { outbox: ['../..'], customer: [value] } })),
    },
  ];
}

function receipts(value: string, customer: Registered): readonly Forged[] {
  const received = (mail: object, receipt: object = {}) => ({
    Records: [
      {
        eventSource: 'aws:ses',
        ses: {
          mail: {
            messageId: 'forged-0123456789',
            source: customer.email,
            commonHeaders: { from: [customer.email] },
            ...mail,
          },
          receipt: { recipients: ['support@cloudfly.example'], dmarcVerdict: { status: 'PASS' }, ...receipt },
        },
      },
    ],
  });
  return [
    { name: 'a key by a path', event: received({ messageId: '../sealed/0123456789' }) },
    { name: 'a key that is encoded', event: received({ messageId: '%2e%2e%2fraw%2f0123' }) },
    { name: 'a key with a value', event: received({ messageId: `${value}\r\nx: y` }) },
    { name: 'recipients that are none', event: received({}, { recipients: [value, 7] }) },
    { name: 'a From that is none', event: received({ commonHeaders: { from: value } }) },
  ];
}

/** A request of the identity provider that is not wholly one. */
function signIns(value: string): readonly Forged[] {
  const request = {
    type: 'customEmailSenderRequestV1',
    code: 'AAAA',
    userAttributes: { sub: 'a', email: `${value}@mail.example` },
  };
  return [
    {
      name: 'a code that nobody sealed',
      event: { triggerSource: 'CustomEmailSender_Authentication', request },
    },
    {
      name: 'a code of another form',
      event: {
        triggerSource: 'CustomEmailSender_Authentication',
        request: { ...request, code: value.repeat(400) },
      },
    },
    {
      name: 'a subject that is a path',
      event: {
        triggerSource: 'CustomEmailSender_Authentication',
        request: { ...request, userAttributes: { ...request.userAttributes, sub: `../${value}` } },
      },
    },
    { name: 'another trigger', event: { version: '2', triggerSource: `Other_${value}`, request } },
    {
      name: 'an address that is too long',
      event: {
        version: '2',
        triggerSource: 'TokenGeneration_X',
        request: { userAttributes: { email: value.repeat(20) } },
      },
    },
  ];
}

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

function requests(value: string, path: string): readonly Forged[] {
  const event = (changes: object) => ({
    httpMethod: 'POST',
    path,
    headers: {},
    requestContext: { requestId: 'forged-request-1', identity: { sourceIp: value } },
    ...changes,
  });
  return [
    { name: 'no method', event: event({ httpMethod: undefined }) },
    {
      name: 'headers that are no texts',
      event: event({ headers: { authorization: 84_901_234_567, [value]: null } }),
    },
    { name: 'a body that is no text', event: event({ body: 84_901_234_567 }) },
    { name: 'a body that is an object', event: event({ body: { [value]: value } }) },
    {
      name: 'parameters by a prototype',
      event: event({ pathParameters: parsed('{"__proto__":{"purpose":"verify-email"}}') }),
    },
    {
      name: 'a link that is a path',
      event: event({ pathParameters: { purpose: '../graphql', token: `../../${value}` } }),
    },
    {
      name: 'a request id with a line break',
      event: event({ requestContext: { requestId: `x\r\n${value}` } }),
    },
    {
      name: 'a query that is no list',
      event: event({ httpMethod: 'GET', multiValueQueryStringParameters: { query: value } }),
    },
  ];
}

/** What each function is tried with: what is no event, what is another's, and what is almost its own. */
export function forgeries(
  cloud: TestCloud,
  customer: Registered,
  value: string,
): Readonly<Record<FunctionName, readonly Forged[]>> {
  const topic = cloud.environment.MAIL_EVENTS_TOPIC ?? '';
  const own = {
    api: requests(value, '/graphql'),
    links: requests(value, '/links/verify-email/x'),
    dispatch: streams(value, customer),
    mailEvents: mailEvents(value, customer, topic),
    inboundMail: receipts(value, customer),
    signInMail: signIns(value),
    staffToken: signIns(value),
    jobs: streams(value, customer),
    packages: streams(value, customer),
    keeping: streams(value, customer),
    clock: turns(value),
    archive: streams(value, customer),
  } satisfies Readonly<Record<FunctionName, readonly Forged[]>>;
  const all = [
    ...new Map(
      Object.values(own)
        .flat()
        .map((one) => [one.name, one]),
    ).values(),
  ];
  const byName = (list: readonly Forged[]) => [...new Map(list.map((one) => [one.name, one])).values()];
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
