import { localIdOf, type Registered } from '../harness/register.ts';
import { type Forged, parsed } from './forged.ts';

const notified = (TopicArn: string, message: unknown) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      Sns: { TopicArn, Message: typeof message === 'string' ? message : JSON.stringify(message) },
    },
  ],
});

/** Notifications of SES about mails that went out. */
export function forgedMailEvents(value: string, customer: Registered, topic: string): readonly Forged[] {
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

/** Receipts of SES of mails that came in. */
export function forgedReceipts(value: string, customer: Registered): readonly Forged[] {
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
