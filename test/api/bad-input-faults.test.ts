import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, codesOf, userErrors } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import type { Fault } from '../harness/fault-proxy.ts';
import { searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { eventually, mailsSettled, mailsTo } from '../harness/mails.ts';
import {
  localIdOf,
  randomPerson,
  registerCustomer,
  registerMutation,
  registrationInput,
} from '../harness/register.ts';
import { changes, type Item, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let beside: Beside;
beforeAll(async () => {
  cloud = await startTestCloud();
  beside = await startBeside(cloud);
});
afterAll(async () => {
  await beside.stop();
  await cloud.stop();
});
afterEach(() => {
  beside.dynamo.setFault(undefined);
  beside.kms.setFault(undefined);
  cloud.ses.setFault(undefined);
});

const isWrite = (operation: string) => operation === 'TransactWriteItems';
const isRead = (operation: string) => /^(GetItem|BatchGetItem|Query)$/.test(operation);

/** A clear answer to a fault: what happened to the caller, when to try again, and nothing of what happened inside. */
function expectUnavailable(answer: Answer): void {
  expect(codesOf(answer)).toEqual(['TEMPORARILY_UNAVAILABLE']);
  const [error] = answer.errors;
  expect(error?.extensions.retryAfter).toBeGreaterThan(0);
  expect(error?.extensions.requestId).toMatch(/^[\w-]{8,}$/);
  expect(answer.text).not.toMatch(/Throughput|Dynamo|KMS|AccessDenied|socket|ECONN|not authorized/i);
}

// The first finds the process cold, when it needs KMS; the others warm.
describe.each<[string, 'dynamo' | 'kms', (operation: string) => boolean, Fault]>([
  ['KMS denies', 'kms', () => true, 'DENIED'],
  ['reads are throttled', 'dynamo', isRead, 'THROTTLED'],
  ['writes are throttled', 'dynamo', isWrite, 'THROTTLED'],
  ['writes meet others', 'dynamo', isWrite, 'CONFLICT'],
  [
    'the counter of registrations is throttled',
    'dynamo',
    (operation) => operation === 'UpdateItem',
    'THROTTLED',
  ],
])('%s', (_, service, hits, fault) => {
  test('the caller is told to come back, nothing is half-written, and the same key goes through afterwards', async () => {
    const person = randomPerson();
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, person);
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    beside[service].setFault(({ operation }) => (hits(operation) ? fault : undefined));
    expectUnavailable(await beside.ask(registerMutation, { token, variables: { input } }));
    beside[service].setFault(undefined);
    expect(changes(before, await scanTables(cloud)).filter((change) => !change.includes('COUNTER'))).toEqual(
      [],
    );

    expect(userErrors(await beside.ask(registerMutation, { token, variables: { input } }))).toEqual([]);
    await mailsSettled(cloud);
    expect(await searchForLeaks(cloud, { secrets: [secretsOf(person)] })).toEqual([]);
  });
});

describe('an answer that is lost', () => {
  test.each([1, 2, 3])('%i times: it is done once, and said', async (times) => {
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, randomPerson());
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    let lost = 0;
    beside.dynamo.setFault(({ operation }) => (isWrite(operation) && lost++ < times ? 'LOST' : undefined));
    const answer = await beside.ask(registerMutation, { token, variables: { input } });
    expect(userErrors(answer)).toEqual([]);
    expect(lost).toBeGreaterThan(times);
    const made = changes(before, await scanTables(cloud)).filter((change) =>
      /CUSTOMER$|KEYS|BINDING/.test(change),
    );
    expect(made).toEqual([
      '+ audit REGISTER_CUSTOMER',
      '+ keys KEYS',
      '+ records BINDING',
      '+ records CUSTOMER',
    ]);
  });

  test('every time: the caller does not know, asks again with the same key, and is told', async () => {
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, randomPerson());
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    beside.dynamo.setFault(({ operation }) => (isWrite(operation) ? 'LOST' : undefined));
    expectUnavailable(await beside.ask(registerMutation, { token, variables: { input } }));
    beside.dynamo.setFault(undefined);
    expect(userErrors(await beside.ask(registerMutation, { token, variables: { input } }))).toEqual([]);
    await mailsSettled(cloud);
    const made = changes(before, await scanTables(cloud)).filter((change) =>
      /CUSTOMER$|KEYS|BINDING|\+ records (MAIL|TOKEN)/.test(change),
    );
    expect(made).toEqual([
      '+ audit REGISTER_CUSTOMER',
      '+ keys KEYS',
      '+ records BINDING',
      '+ records CUSTOMER',
      '+ records MAIL',
      '+ records TOKEN',
    ]);
  });
});

test('a conflict is met again until it is through', async () => {
  const token = await cloud.customer(canary('user'));
  const input = await registrationInput(cloud, randomPerson());
  let times = 0;
  beside.dynamo.setFault(({ operation }) => (isWrite(operation) && times++ < 3 ? 'CONFLICT' : undefined));
  expect(userErrors(await beside.ask(registerMutation, { token, variables: { input } }))).toEqual([]);
});

describe('a mail that does not go', () => {
  async function mailOf(id: string): Promise<Item> {
    const mails = await recordsOf(cloud, 'MAIL');
    const mail = mails.find((item) => textOf(item, 'customerId') === localIdOf(id));
    if (!mail) throw new Error('there is no mail');
    return mail;
  }
  const facts = (mail: Item) => [textOf(mail, 'state'), textOf(mail, 'reason'), 'dueShard' in mail];

  test('rejected by SES: it is settled, the customer is registered, and another can be asked for', async () => {
    cloud.ses.setFault(() => ({ kind: 'refuse', code: 'MessageRejected' }));
    const customer = await registerCustomer(cloud);
    await mailsSettled(cloud);
    expect(facts(await mailOf(customer.id))).toEqual(['FAILED', 'MessageRejected', false]);
    expect(await mailsTo(cloud, customer.email)).toEqual([]);
    cloud.ses.setFault(undefined);
    const again = await cloud.ask(
      'mutation { resendVerification(input: { idempotencyKey: "once-more-please" }) { errors { code } } }',
      { token: customer.token },
    );
    expect(codesOf(again)).toEqual([]);
    await mailsSettled(cloud);
    expect(await mailsTo(cloud, customer.email)).toHaveLength(1);
    expect(await searchForLeaks(cloud, { secrets: [secretsOf(customer)] })).toEqual([]);
  });

  test('throttled: it waits, and the clock sends it, once', async () => {
    cloud.ses.setFault(() => ({ kind: 'refuse', code: 'Throttling' }));
    const customer = await registerCustomer(cloud);
    await mailsSettled(cloud);
    const waiting = await mailOf(customer.id);
    expect(facts(waiting)).toEqual(['QUEUED', 'Throttling', true]);
    expect(textOf(waiting, 'dueAt') > new Date().toISOString()).toBe(true);
    cloud.ses.setFault(undefined);
    const clock = await startBeside(cloud, { functions: ['clock'], hoursAhead: 1 });
    for (let n = 0; n < 2; n++) expect(await clock.invoke('clock', {})).toEqual({ result: null });
    await clock.stop();
    await mailsSettled(cloud);
    expect(facts(await mailOf(customer.id))).toEqual(['DELIVERED', '', false]);
    expect(await mailsTo(cloud, customer.email)).toHaveLength(1);
  });

  test.each([true, false])(
    'cut off (taken: %s): SES tells, or nobody knows; it is not sent twice',
    async (taken) => {
      cloud.ses.setFault(() => ({ kind: 'cut', taken }));
      const customer = await registerCustomer(cloud);
      await mailsSettled(cloud);
      cloud.ses.setFault(undefined);
      expect(facts(await mailOf(customer.id))[0]).toBe(taken ? 'DELIVERED' : 'UNCERTAIN');
      expect(await mailsTo(cloud, customer.email)).toHaveLength(taken ? 1 : 0);
    },
  );

  test('a row that was tampered with is parked, and stops no other', async () => {
    cloud.ses.setFault(() => ({ kind: 'refuse', code: 'Throttling' }));
    const [spoilt, sound] = [await registerCustomer(cloud), await registerCustomer(cloud)];
    await mailsSettled(cloud);
    const mail = await mailOf(spoilt.id);
    const bytes = Buffer.from(mail.sealedVariables?.B ?? []);
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    const { pk, sk } = mail as { pk: { S: string }; sk: { S: string } };
    await cloud.direct.send(
      new UpdateItemCommand({
        TableName: cloud.tableNames.records,
        Key: { pk, sk },
        UpdateExpression: 'SET sealedVariables = :bytes',
        ExpressionAttributeValues: { ':bytes': { B: bytes } },
      }),
    );
    cloud.ses.setFault(undefined);
    const clock = await startBeside(cloud, { functions: ['clock'], hoursAhead: 1 });
    expect(await clock.invoke('clock', {})).toEqual({ result: null });
    await clock.stop();
    await eventually(async () =>
      textOf(await mailOf(sound.id), 'state') === 'DELIVERED' ? true : undefined,
    );
    expect(facts(await mailOf(spoilt.id))).toEqual(['FAILED', 'INTEGRITY_VIOLATION', false]);
    expect(await mailsTo(cloud, spoilt.email)).toEqual([]);
  });
});
