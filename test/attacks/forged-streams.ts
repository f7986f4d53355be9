import { localIdOf, type Registered } from '../harness/register.ts';
import type { Forged } from './forged.ts';

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
export function forgedStreams(value: string, customer: Registered): readonly Forged[] {
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
