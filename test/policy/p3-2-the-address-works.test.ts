import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { eventually, follow, mailsSettled, mailsTo, verificationLink } from '../harness/mails.ts';
import { sendNotice, servedCustomer } from '../harness/notices.ts';
import { localIdOf, randomPerson, registerCustomer } from '../harness/register.ts';
import { changes, type Item, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const simulated = (what: string) => `${what}+${canary('e')}@simulator.amazonses.com`;
const messagesQuery = `query Messages($first: Int, $after: String) { me { email { state } messages(first: $first, after: $after) {
  nodes { id purpose state reason advertising requested { allowed reason rules } decided { allowed reason rules } queuedAt begunAt }
  pageInfo { hasNextPage endCursor } } } }`;

async function messagesOf(token: string, variables: Record<string, unknown> = {}) {
  const { data } = await cloud.ask(messagesQuery, { token, variables });
  return data.me as {
    email: { state: string };
    messages: { nodes: Record<string, unknown>[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };
}
const addressIs = (token: string, state: string) =>
  eventually(async () => ((await messagesOf(token)).email.state === state ? true : undefined));

/** An event about a mail, as SES would tell it. */
const eventOf = (about: { mailId: string; customerId: string; messageId: string }, more: object = {}) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      Sns: {
        TopicArn: cloud.environment.MAIL_EVENTS_TOPIC,
        Message: JSON.stringify({
          eventType: 'Bounce',
          mail: {
            messageId: about.messageId,
            tags: { outbox: [about.mailId], customer: [about.customerId] },
          },
          bounce: { bounceType: 'Permanent' },
          ...more,
        }),
      },
    },
  ],
});

test('P3.2: an address that bounces is closed at once, told to all who see it, and confirmed again by its owner', async () => {
  const person = { ...randomPerson(), email: simulated('bounce') };
  const { token, id } = await registerCustomer(cloud, person);
  await addressIs(token, 'BOUNCING');
  const [mail] = await recordsOf(cloud, 'MAIL').then((rows) =>
    rows.filter((row) => textOf(row, 'customerId') === localIdOf(id)),
  );
  expect([textOf(mail ?? {}, 'state'), textOf(mail ?? {}, 'purpose')]).toEqual([
    'BOUNCED',
    'EMAIL_VERIFICATION',
  ]);
  const mine = (rows: readonly Item[]) => rows.filter((row) => textOf(row, 'customerId') === localIdOf(id));
  // Of whoever registers is told, too.
  const told = mine(await recordsOf(cloud, 'CHANGE')).map((row) => textOf(row, 'changeKind'));
  expect(told.toSorted()).toEqual(['ADDRESS', 'CONSENT']);
  const acts = mine((await scanTables(cloud)).audit).map(
    (row) => `${textOf(row, 'actor')} ${textOf(row, 'action')}`,
  );
  expect(acts).toEqual(
    expect.arrayContaining(['system:mailEvents MAIL_EVENT', 'system:mailEvents MARK_ADDRESS']),
  );
  // The link is still there, and whoever holds it has the mailbox after all.
  expect((await follow(await verificationLink(cloud, person.email))).status).toBe(200);
  await addressIs(token, 'VERIFIED');
});

test('P3.2: a complaint closes the address, and another mail confirms it again', async () => {
  const person = { ...randomPerson(), email: simulated('complaint') };
  const { token } = await registerCustomer(cloud, person);
  await addressIs(token, 'COMPLAINED');
  const { data } = await cloud.ask(
    'mutation Again($input: ResendVerificationInput!) { resendVerification(input: $input) { errors { code path } } }',
    { token, variables: { input: { idempotencyKey: canary('key-') } } },
  );
  expect(data.resendVerification.errors).toEqual([]);
  expect((await follow(await verificationLink(cloud, person.email, 2))).status).toBe(200);
  await addressIs(token, 'VERIFIED');
});

test('P3.2: what SES cannot have told is refused, changes nothing and wakes someone', async () => {
  const { id, token, email } = await registerCustomer(cloud);
  await follow(await verificationLink(cloud, email));
  await mailsSettled(cloud);
  const customerId = localIdOf(id);
  const mail = await eventually(async () =>
    (await recordsOf(cloud, 'MAIL')).find(
      (row) => textOf(row, 'customerId') === customerId && textOf(row, 'state') === 'DELIVERED',
    ),
  );
  const about = { mailId: textOf(mail, 'id'), customerId, messageId: textOf(mail, 'messageId') };
  const honest = eventOf(about);
  const [record] = honest.Records;
  const forged: readonly unknown[] = [
    eventOf({ ...about, messageId: 'another' }),
    eventOf({ ...about, mailId: `${about.mailId.slice(0, -1)}${about.mailId.endsWith('0') ? '1' : '0'}` }),
    eventOf({ ...about, customerId: '0'.repeat(26) }),
    eventOf(about, { eventType: 'Erasure' }),
    eventOf(about, { mail: { messageId: about.messageId } }),
    { Records: [{ ...record, Sns: { ...record?.Sns, TopicArn: 'arn:aws:sns:ap-southeast-1:1:mine' } }] },
    { Records: [{ ...record, Sns: { ...record?.Sns, Message: `{"${email}` } }] },
    { Records: [{ ...record, EventSource: 'aws:sqs' }] },
    { mail: email },
  ];
  const before = await scanTables(cloud);
  for (const event of forged) await cloud.invoke('mailEvents', event);
  expect(changes(before, await scanTables(cloud))).toEqual([]);
  const told = () => cloud.logs.filter((line) => line.includes('"event":"mail_event_refused"'));
  await eventually(async () => (told().length >= forged.length ? true : undefined));
  expect(told().join()).not.toContain(email);
  // The same event, honestly told, is believed: what kept the others out was not that nothing is.
  await cloud.invoke('mailEvents', honest);
  expect((await messagesOf(token)).email.state).toBe('VERIFIED');
});

test('P3.2: the customer reads every mail and every answer of the gate, and not whether a verification arrived', async () => {
  const { token, email, ...served } = await servedCustomer(cloud);
  const sent = await sendNotice(cloud, { token, email, ...served }, notice());
  expect(userErrors(sent)).toEqual([]);
  await mailsSettled(cloud);
  const { nodes } = await eventually(async () => {
    const { messages } = await messagesOf(token);
    return messages.nodes[0]?.state === 'DELIVERED' ? messages : undefined;
  });
  expect(nodes.map(({ purpose, state, advertising }) => [purpose, state, advertising])).toEqual([
    ['SERVICE_NOTICE', 'DELIVERED', false],
    ['EMAIL_VERIFICATION', 'SENT', false],
  ]);
  expect(nodes[0]).toMatchObject({
    requested: { allowed: true, reason: 'AGREEMENT', rules: ['P1.3'] },
    decided: { allowed: true, reason: 'AGREEMENT', rules: ['P1.3'] },
    reason: null,
  });
  const first = (await messagesOf(token, { first: 1 })).messages;
  expect(first.pageInfo.hasNextPage).toBe(true);
  const second = (await messagesOf(token, { first: 1, after: first.pageInfo.endCursor })).messages;
  expect([...first.nodes, ...second.nodes].map((one) => one.id)).toEqual(nodes.map((one) => one.id));
  expect(second.pageInfo.hasNextPage).toBe(false);
  const foreign = await cloud.ask(messagesQuery, { token, variables: { first: 1, after: 'x' } });
  expect(codesOf(foreign)).toEqual(['CURSOR_INVALID']);

  const mailQuery = 'query Mail($id: ID!) { mail(id: $id) { purpose state } }';
  const variables = { id: nodes[0]?.id };
  const mine = await cloud.ask(mailQuery, { token: served.billing, variables });
  expect(mine.data).toEqual({ mail: { purpose: 'SERVICE_NOTICE', state: 'DELIVERED' } });
  const verification = { id: nodes[1]?.id };
  expect((await cloud.ask(mailQuery, { token: served.billing, variables: verification })).data).toEqual({
    mail: null,
  });

  const staffQuery = `query Mails($id: ID!) { customer(id: $id) { mails(first: 5) { nodes { purpose state } } } }`;
  const support = await cloud.employee('support');
  const seen = await cloud.ask(staffQuery, { token: support, variables: { id: served.id } });
  expect(seen.data.customer.mails.nodes).toHaveLength(2);
  const billing = await cloud.employee('billing');
  expect(codesOf(await cloud.ask(staffQuery, { token: billing, variables: { id: served.id } }))).toEqual([
    'FORBIDDEN',
  ]);
  expect((await mailsTo(cloud, email)).length).toBe(2);
});

const notice = () => ({
  serviceNotice: { kind: 'MAINTENANCE', service: canary('s') },
});
