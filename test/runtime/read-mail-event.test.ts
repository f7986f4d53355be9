import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readMailEvents } from '../../lambda/runtime/read-mail-event.ts';

const topic = `arn:aws:sns:ap-southeast-1:000000000000:${randomUUID()}`;
const [outbox, customer, messageId] = [randomUUID(), randomUUID(), randomUUID()];

const read = (eventType: string, more: object = {}) => {
  const told = { eventType, mail: { messageId, tags: { outbox: [outbox], customer: [customer] } }, ...more };
  const record = { EventSource: 'aws:sns', Sns: { TopicArn: topic, Message: JSON.stringify(told) } };
  return readMailEvents({ Records: [record] }, topic)[0];
};
const bounced = (bounceType: string) => read('Bounce', { bounce: { bounceType } });
const about = { customerId: customer, mailId: outbox, messageId };

describe('what SES tells', () => {
  it('is read, whatever it may be', () => {
    for (const [type, event] of [
      ['Send', { kind: 'SENT' }],
      ['Delivery', { kind: 'DELIVERED' }],
      ['Complaint', { kind: 'COMPLAINED' }],
      ['DeliveryDelay', { kind: 'DELAYED' }],
      ['Reject', { kind: 'FAILED', reason: 'REJECTED' }],
      ['Rendering Failure', { kind: 'FAILED', reason: 'NOT_RENDERED' }],
    ] as const)
      expect(read(type)).toEqual({ event: { ...about, ...event } });
    expect(read('Open')).toEqual({ refused: 'UNREADABLE' });
  });

  it('closes an address by a permanent bounce alone; any other says that SES gave the mail up', () => {
    expect(bounced('Permanent')).toEqual({ event: { ...about, kind: 'BOUNCED' } });
    expect(bounced('Transient')).toEqual({ event: { ...about, kind: 'SOFT_BOUNCED', reason: 'TRANSIENT' } });
    expect(bounced('Undetermined')).toMatchObject({
      event: { kind: 'SOFT_BOUNCED', reason: 'UNDETERMINED' },
    });
  });
});
