import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { recordRefusal } from '../harness/consents.ts';
import { subjectOf } from '../harness/employees.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled, waitForMails } from '../harness/mails.ts';
import { servedCustomer } from '../harness/notices.ts';
import { reasons } from '../harness/reading.ts';
import { localIdOf, registerCustomer } from '../harness/register.ts';
import {
  addNote,
  assignRequest,
  closeRequest,
  openedRequest,
  openSupportRequest,
  ownRequests,
  readRequest,
  replyToRequest,
  sendFeedback,
} from '../harness/requests.ts';

let cloud: TestCloud;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
});
afterAll(() => cloud.stop());

const waiting = async (filter: string, token = support): Promise<readonly string[]> => {
  const references: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await cloud.ask(
      `query ($after: String) { requests(filter: { ${filter} }, first: 5, after: $after) { nodes { reference } pageInfo { hasNextPage endCursor } } }`,
      { token, variables: { after } },
    );
    references.push(...data.requests.nodes.map((node: { reference: string }) => node.reference));
    after = data.requests.pageInfo.hasNextPage ? data.requests.pageInfo.endCursor : null;
  } while (after !== null);
  return references;
};

test('P2.2: asked, assigned, noted, answered by mail, asked again, answered, closed; all of it sealed', async () => {
  const customer = await servedCustomer(cloud, { changes: { language: 'en' } });
  const [first, note, answer, second] = ['question ', 'note ', 'answer ', 'again '].map((word) =>
    canary(word),
  );
  const reference = await openedRequest(cloud, customer.token, first);
  const named = { customerId: customer.id, reference };
  expect(await waiting('')).toContain(reference);

  expect((await assignRequest(cloud, support, named)).data.assignRequest.request.assignee).toBe(
    subjectOf(support),
  );
  expect(await waiting(`assignee: "${subjectOf(support)}", kind: SUPPORT`)).toEqual([reference]);
  expect(await waiting('assignee: null')).not.toContain(reference);
  expect(userErrors(await addNote(cloud, support, { ...named, note }))).toEqual([]);
  expect(userErrors(await closeRequest(cloud, support, named))).toEqual(['WRONG_STATE at input.reference']);

  const answered = await replyToRequest(cloud, support, { ...named, message: answer });
  expect(answered.data.replyToRequest.request).toMatchObject({ state: 'ANSWERED' });
  expect(await waiting('')).not.toContain(reference);
  expect(await waiting('state: ANSWERED')).toContain(reference);
  const [mail] = await waitForMails(cloud, customer.email, 2);
  expect(mail?.text).toContain(answer);
  expect(mail?.text).toContain(reference);

  const again = await replyToRequest(cloud, customer.token, { reference, message: second });
  expect(again.data.replyToRequest.request).toMatchObject({ state: 'OPEN' });
  expect(again.data.replyToRequest.request.answeredAt).toBe(answered.data.replyToRequest.request.answeredAt);
  await replyToRequest(cloud, support, { ...named, message: answer });
  expect((await closeRequest(cloud, support, named)).data.closeRequest.request.state).toBe('CLOSED');
  const late = await replyToRequest(cloud, customer.token, { reference, message: second });
  expect(userErrors(late)).toEqual(['WRONG_STATE at input.reference']);

  const [own] = await ownRequests(cloud, customer.token);
  expect(own.entries).toEqual([
    { kind: 'MESSAGE', words: first },
    { kind: 'ANSWER', words: answer },
    { kind: 'MESSAGE', words: second },
    { kind: 'ANSWER', words: answer },
  ]);
  await mailsSettled(cloud);
  const values = { first, note, answer, second } as Record<string, string>;
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [customer.email], values }] })).toEqual([]);
});

test('P2.2: written down for whoever called, and the customer reads it', async () => {
  const customer = await registerCustomer(cloud);
  const message = `${canary('line ')}\n${canary('line ')}`;
  const input = { customerId: customer.id, message };
  expect(userErrors(await openSupportRequest(cloud, support, input))).toEqual([
    'INVALID_FORMAT at input.channel',
  ]);
  const opened = await openSupportRequest(cloud, support, { ...input, channel: 'PHONE' });
  expect(opened.data.openSupportRequest.request).toMatchObject({ channel: 'PHONE', state: 'OPEN' });
  expect((await ownRequests(cloud, customer.token))[0].entries).toEqual([
    { kind: 'MESSAGE', words: message },
  ]);
  // A customer opens none for another, and none by phone.
  const other = await registerCustomer(cloud);
  expect(userErrors(await openSupportRequest(cloud, other.token, input))).toEqual([
    'NOT_FOUND at input.customerId',
  ]);
  const byPhone = await openSupportRequest(cloud, other.token, { message, channel: 'PHONE' });
  expect(userErrors(byPhone)).toEqual(['INVALID_FORMAT at input.channel']);
});

test('P2.2: a request is its customer’s alone, and the same key asks once', async () => {
  const [customer, other] = await Promise.all([registerCustomer(cloud), registerCustomer(cloud)]);
  const reference = await openedRequest(cloud, customer.token);
  const reply = await replyToRequest(cloud, other.token, { reference, message: 'x' });
  expect(userErrors(reply)).toEqual(['NOT_FOUND at input.reference']);
  expect(await ownRequests(cloud, other.token)).toEqual([]);
  const input = { idempotencyKey: canary('key-'), message: canary() };
  const twice = [
    await openSupportRequest(cloud, customer.token, input),
    await openSupportRequest(cloud, customer.token, input),
  ];
  expect(new Set(twice.map(({ data }) => data.openSupportRequest.request.reference)).size).toBe(1);
  expect(await ownRequests(cloud, customer.token)).toHaveLength(2);
  expect(
    codesOf(await addNote(cloud, customer.token, { customerId: customer.id, reference, note: 'x' })),
  ).toEqual(['FORBIDDEN']);
});

describe('feedback', () => {
  test('P1.4: of a visitor is kept for a short time, sealed, with its notice, and read like anything else', async () => {
    const values = {
      message: canary('feedback '),
      name: `Người ${canary()}`,
      email: `${canary()}@mail.example`,
    };
    const sent = await sendFeedback(cloud, undefined, values);
    const { reference, keptUntil, notice } = sent.data.sendFeedback.receipt;
    expect(keptUntil).toMatch(/Z$/);
    expect(notice).toContain('90 days');
    expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values }] })).toEqual([]);

    const { data } = await cloud.ask(
      '{ requests(filter: { kind: FEEDBACK }) { nodes { reference customerId } } }',
      {
        token: support,
      },
    );
    const found = data.requests.nodes.find((node: { reference: string }) => node.reference === reference);
    const named = { reference, customerId: found.customerId };
    const fields = 'correspondent { name email } entries { words }';
    const read = await readRequest(cloud, support, named, reasons('support', reference), fields);
    expect(read.data.request).toEqual({
      correspondent: { name: values.name, email: values.email },
      entries: [{ words: values.message }],
    });
    expect(userErrors(await addNote(cloud, support, { ...named, note: 'seen' }))).toEqual([]);
    expect(userErrors(await closeRequest(cloud, support, named))).toEqual([]);
  });

  test('P1.4: of a customer stands with the own requests', async () => {
    const customer = await registerCustomer(cloud);
    const sent = await sendFeedback(cloud, customer.token, { message: canary() });
    expect(sent.data.sendFeedback.receipt.keptUntil).toBeNull();
    const [own] = await ownRequests(cloud, customer.token);
    expect(own).toMatchObject({ kind: 'FEEDBACK', reference: sent.data.sendFeedback.receipt.reference });
  });

  test('P6.2: of one network there is only so much in an hour', async () => {
    const codes: unknown[] = [];
    for (let n = 0; n < 12 && !codes.includes('RATE_LIMITED'); n++)
      codes.push(...codesOf(await sendFeedback(cloud, undefined, { message: canary() })));
    expect(codes).toContain('RATE_LIMITED');
  });
});

test('P2.2: an answer that is late is shown in the work list, and told once a day', async () => {
  const customer = await registerCustomer(cloud);
  const reference = await openedRequest(cloud, customer.token);
  expect(await waiting('overdue: true')).not.toContain(reference);
  // As if it had been opened long ago.
  const past = '2026-01-05T03:00:00.000Z';
  await cloud.direct.send(
    new UpdateItemCommand({
      TableName: cloud.tableNames.records,
      Key: { pk: { S: `CUS#${localIdOf(customer.id)}` }, sk: { S: `REQUEST#${reference}` } },
      UpdateExpression: 'SET answerDueAt = :past, dueAt = :place',
      ExpressionAttributeValues: { ':past': { S: past }, ':place': { S: `${past}#${past}#${reference}` } },
    }),
  );
  expect(await waiting('overdue: true')).toEqual([reference]);
  expect((await waiting(''))[0]).toBe(reference);
  const told = () => cloud.logs.filter((line) => line.includes('"requests_overdue"')).length;
  const beside = await startBeside(cloud, { functions: ['clock'] });
  // A day may end meanwhile, and be told of anew.
  for (let n = 0; n < 4; n++) await beside.invoke('clock', {});
  await beside.stop();
  expect([1, 2]).toContain(told());
  const named = { customerId: customer.id, reference };
  expect(userErrors(await replyToRequest(cloud, support, { ...named, message: canary() }))).toEqual([]);
  expect(await waiting('overdue: true')).toEqual([]);
});

test('P2.6: what is refused in a request is recorded with its reference, if it is this customer’s', async () => {
  const [customer, other] = await Promise.all([registerCustomer(cloud), registerCustomer(cloud)]);
  const refusal = { customerId: customer.id, channels: ['PHONE'] };
  for (const ticket of [await openedRequest(cloud, other.token), 'REQ-0123456789'])
    expect(userErrors(await recordRefusal(cloud, support, { ...refusal, ticket }))).toEqual([
      'TICKET_REQUIRED at input.ticket',
    ]);
  const ticket = await openedRequest(cloud, customer.token);
  expect(userErrors(await recordRefusal(cloud, support, { ...refusal, ticket }))).toEqual([]);
});

test('P2.2: no card number, no hidden text, no more than a mail holds', async () => {
  const { token } = await registerCustomer(cloud);
  for (const [message, code] of [
    ['a\u202eb', 'UNSUPPORTED_CHARACTER'],
    ['a\u0000b', 'UNSUPPORTED_CHARACTER'],
    ['4111 1111 1111 1111', 'CARD_NUMBER_NOT_ACCEPTED'],
    ['x'.repeat(4001), 'TOO_LONG'],
    [' \n ', 'REQUIRED'],
  ] as const)
    expect(userErrors(await openSupportRequest(cloud, token, { message }))).toEqual([
      `${code} at input.message`,
    ]);
});
