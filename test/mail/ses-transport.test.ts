import { SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailPostponed, MailRefused } from '../../lambda/domain/mail/transport-errors.ts';
import { Personal } from '../../lambda/domain/pii.ts';
import { buildMime } from '../../lambda/mail/mime.ts';
import { createSesTransport } from '../../lambda/mail/ses-transport.ts';
import { readMailEvents } from '../../lambda/runtime/read-mail-event.ts';
import { mailEventsTopic } from '../../local/ses/events.ts';
import type { FaultFor } from '../../local/ses/faults.ts';
import { type LocalSes, startSes } from '../../local/ses/start.ts';

const sender = 'no-reply@cloudfly.example';
const to = 'reader@example.test';
const events: unknown[] = [];
let local: LocalSes;
let ses: SESClient;

beforeAll(async () => {
  local = await startSes({ answerDelayMs: 0, onEvent: async (event) => void events.push(event) });
  ses = clientOf(local.url);
});
afterAll(async () => {
  ses.destroy();
  await local.stop();
});

const ofCustomer = { customerId: 'CUSTOMER1' };
const clientOf = (endpoint: string) =>
  new SESClient({
    endpoint,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

async function send(fault?: ReturnType<FaultFor>, client = ses, about: { customerId?: string } = ofCustomer) {
  let calls = 0;
  local.setFault(() => {
    calls += 1;
    return fault;
  });
  const transport = createSesTransport({ ses: client, configurationSet: 'mails', timeoutMs: 300 });
  const raw = await buildMime({
    from: sender,
    to,
    mailId: 'MAIL1',
    requestId: 'R',
    date: new Date(),
    rendered: { subject: 's', html: '<p>h</p>', text: 't' },
    refusing: undefined,
    isBulk: false,
  });
  const outcome = await transport
    .send({ raw, to: new Personal(to), customerId: about.customerId, mailId: 'MAIL1' })
    .catch((error: unknown) => error);
  return { outcome, calls };
}

const readAll = (told: readonly unknown[]) => told.flatMap((one) => readMailEvents(one, mailEventsTopic));
const notified = (one: unknown) => ({
  Records: [{ EventSource: 'aws:sns', Sns: { TopicArn: mailEventsTopic, Message: JSON.stringify(one) } }],
});

describe('handing a mail to SES', () => {
  it('gives its message id; the events carry the outbox row', async () => {
    const { outcome, calls } = await send();
    expect(outcome).toMatch(/.+/);
    expect(calls).toBe(1);
    await local.idle();
    const text = JSON.stringify(events);
    expect(text).toContain('MAIL1');
    expect(text).toContain('CUSTOMER1');
    expect(readAll(events)).toEqual(
      ['SENT', 'DELIVERED'].map((kind) => ({
        event: { kind, mailId: 'MAIL1', customerId: 'CUSTOMER1', messageId: outcome },
      })),
    );
  });

  it('says of a mail that is about no customer that its events settle nothing', async () => {
    events.length = 0;
    await send(undefined, ses, {});
    await local.idle();
    expect(events).toHaveLength(2);
    expect(readAll(events)).toEqual(['ABOUT_NOBODY', 'ABOUT_NOBODY']);
    // What names a customer is about that customer, whatever else it says.
    const tags = { 'about-nobody': ['MAIL1'], customer: ['CUSTOMER1'] };
    const mixed = { eventType: 'Bounce', mail: { messageId: 'm', tags } };
    expect(readAll([notified(mixed)])).toEqual([{ refused: 'UNREADABLE' }]);
    const both = { ...mixed, mail: { messageId: 'm', tags: { ...tags, outbox: ['MAIL1'] } } };
    expect(readAll([notified(both)])).toMatchObject([
      { event: { mailId: 'MAIL1', customerId: 'CUSTOMER1' } },
    ]);
  });

  for (const code of ['MessageRejected', 'InvalidParameterValue', 'MailFromDomainNotVerifiedException'])
    it(`${code}: refused for good, by its code alone`, async () => {
      const { outcome, calls } = await send({ kind: 'refuse', code });
      expect(outcome).toEqual(new MailRefused(code));
      expect(calls).toBe(1);
    });

  for (const [code, status] of [
    ['Throttling', 400],
    ['AccountSendingPausedException', 400],
    ['ConfigurationSetDoesNotExist', 400],
    ['AccessDenied', 403],
    ['ServiceUnavailable', 503],
  ] as const)
    it(`${code}: postponed, and not tried again by the client`, async () => {
      const { outcome, calls } = await send({ kind: 'refuse', code, status });
      expect(outcome).toBeInstanceOf(MailPostponed);
      expect(calls).toBe(1);
    });

  for (const fault of [
    { kind: 'cut', taken: true },
    { kind: 'hang', taken: true },
    { kind: 'refuse', code: 'InternalFailure', status: 500 },
  ] as const)
    it(`${fault.kind}: the outcome is unknown, and nothing is sent twice`, async () => {
      const { outcome, calls } = await send(fault);
      expect(outcome).toBeInstanceOf(Error);
      expect(outcome).not.toBeInstanceOf(MailPostponed);
      expect(outcome).not.toBeInstanceOf(MailRefused);
      expect(String(outcome)).not.toContain(to);
      expect(calls).toBe(1);
    });

  it('postpones when no connection is made', async () => {
    const gone = await startSes();
    await gone.stop();
    const client = clientOf(gone.url);
    const { outcome } = await send(undefined, client);
    expect(outcome).toEqual(new MailPostponed('ECONNREFUSED'));
    client.destroy();
  });
});
