import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { historyOf, noticeInForce } from '../harness/consents.ts';
import { daysBetween } from '../harness/days.ts';
import { subjectOf } from '../harness/employees.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled, waitForMails } from '../harness/mails.ts';
import { type Served, servedCustomer } from '../harness/notices.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { localIdOf } from '../harness/register.ts';
import { ownRequests, readRequest } from '../harness/requests.ts';
import {
  decideRight,
  extendRight,
  liftRestriction,
  ownRights,
  requestCopy,
  requestErasure,
  waitingRights,
  withdrawRight,
  withdrawStorage,
} from '../harness/rights.ts';
import { changes, scanTables } from '../harness/tables.ts';

let cloud: TestCloud;
let officer: string;
/** A clock starts cold each time. */
vi.setConfig({ testTimeout: 90_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  officer = await cloud.employee('privacy_officer');
});
afterAll(() => cloud.stop());

const asked = async (customer: Served, why?: string) => {
  const answer = await requestErasure(cloud, customer.token, why === undefined ? {} : { why });
  expect(userErrors(answer)).toEqual([]);
  const [right] = answer.data.requestErasure.me.rightsRequests;
  return { ...right, named: { customerId: customer.id, id: right.id } };
};
const choiceOf = async (token: string) => {
  const { data } = await cloud.ask('{ me { consents { choices { purpose granted } } } }', { token });
  return data.me.consents.choices.find(({ purpose }: { purpose: string }) => purpose === 'STORAGE').granted;
};

describe('erasure asked for', () => {
  test('P7.3: D356 5(4): waits for the privacy officer with its clocks; the customer has the first word at once', async () => {
    const customer = await servedCustomer(cloud);
    const why = canary('why ');
    const right = await asked(customer, why);
    expect(right).toMatchObject({ right: 'ERASE', state: 'ASKED', article: 'D356 5(4)', decidedAt: null });
    expect(daysBetween(right.askedAt, right.dueAt)).toBe(20);
    expect(right.secondsLeft).toBeGreaterThan(19 * 86_400);
    // Two working days are two days and more of the calendar.
    expect(daysBetween(right.askedAt, right.answerDueAt)).toBeGreaterThanOrEqual(2);
    const waiting = (await waitingRights(cloud, officer)).find(({ id }) => id === right.id);
    expect(waiting).toMatchObject({ customerId: customer.id, right: 'ERASE', state: 'ASKED' });
    expect((await ownRequests(cloud, customer.token))[0]).toMatchObject({
      reference: right.reference,
      kind: 'RIGHTS',
      state: 'OPEN',
      entries: [{ kind: 'MESSAGE', words: why }],
    });
    // The officer reads why in that very request.
    const headers = { 'x-processing-purpose': 'RIGHTS_REQUEST', 'x-reference': right.reference };
    const named = { customerId: customer.id, reference: right.reference };
    const words = await readRequest(cloud, officer, named, headers, 'entries { words }');
    expect(words.data.request.entries).toEqual([{ words: why }]);
    const mails = await waitForMails(cloud, customer.email, 2);
    expect(mails.filter(({ text }) => text.includes(right.reference))).toHaveLength(1);
    // One is enough; any other right can be asked for meanwhile.
    expect(userErrors(await requestErasure(cloud, customer.token))).toEqual(['ERASURE_ASKED at input']);
    expect(userErrors(await withdrawStorage(cloud, customer.token))).toEqual(['ERASURE_ASKED at input']);
    expect(userErrors(await requestCopy(cloud, customer.token))).toEqual([]);
    for (const role of ['support', 'billing', 'legal', 'marketing', 'auditor', 'operator']) {
      const token = await cloud.employee(role);
      expect(
        codesOf(await decideRight(cloud, token, { ...right.named, grant: false, reason: 'no' })),
      ).toEqual(['FORBIDDEN']);
    }
  });

  test('P7.3, P6.3: D356 5(4): refused with its reason, which is mailed and kept sealed; once', async () => {
    const [customer, other] = await Promise.all([servedCustomer(cloud), servedCustomer(cloud)]);
    const right = await asked(customer);
    const reason = canary('reason ');
    const refusal = { ...right.named, grant: false, reason };
    expect(userErrors(await decideRight(cloud, officer, { ...refusal, reason: ' ' }))).toEqual([
      'REQUIRED at input.reason',
    ]);
    const elsewhere = { ...refusal, customerId: other.id };
    expect(userErrors(await decideRight(cloud, officer, elsewhere))).toEqual(['NOT_FOUND at input.id']);
    const idempotencyKey = canary('key-');
    const answer = await decideRight(cloud, officer, { ...refusal, idempotencyKey });
    expect(answer.data.decideRightsRequest).toMatchObject({
      rightsRequest: { state: 'REFUSED', secondsLeft: null, decidedBy: subjectOf(officer) },
      errors: [],
    });
    expect((await decideRight(cloud, officer, { ...refusal, idempotencyKey })).data).toEqual(answer.data);
    expect(userErrors(await decideRight(cloud, officer, { ...refusal, grant: true }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
    expect((await ownRights(cloud, customer.token))[0]).toMatchObject({ state: 'REFUSED', reason });
    const [request] = await ownRequests(cloud, customer.token);
    expect(request).toMatchObject({ state: 'ANSWERED', entries: [{}, { kind: 'ANSWER', words: reason }] });
    const told = (await waitForMails(cloud, customer.email, 3)).filter(({ text }) => text.includes(reason));
    expect(told).toHaveLength(1);
    const query = 'query R($id: ID!) { customer(id: $id) { rightsRequests { reason } } }';
    const variables = { id: customer.id };
    expect(codesOf(await cloud.ask(query, { token: officer, variables }))).toEqual(['PURPOSE_REQUIRED']);
    const headers = { 'x-processing-purpose': 'RIGHTS_REQUEST', 'x-reference': right.reference };
    const { data } = await cloud.ask(query, { token: officer, variables, headers });
    expect(data.customer.rightsRequests).toEqual([{ reason }]);
    await mailsSettled(cloud);
    const secrets = [{ inboxes: [customer.email], values: { reason } }];
    expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
    // Nothing keeps the customer from asking again.
    await asked(customer);
  });

  test('P7.3: D356 5(4): extended once, with its reason, before its time is over', async () => {
    const customer = await servedCustomer(cloud);
    const right = await asked(customer);
    const reason = canary('later ');
    const [one, two] = await Promise.all([
      extendRight(cloud, officer, { ...right.named, reason }),
      extendRight(cloud, officer, { ...right.named, reason: canary('too ') }),
    ]);
    expect([...userErrors(one), ...userErrors(two)]).toEqual(['ALREADY_EXTENDED at input.id']);
    const [extended] = await ownRights(cloud, customer.token);
    expect(daysBetween(right.askedAt, extended.dueAt)).toBe(40);
    expect(extended).toMatchObject({ state: 'ASKED' });
    const again = canary('no ');
    expect(
      userErrors(await decideRight(cloud, officer, { ...right.named, grant: false, reason: again })),
    ).toEqual([]);
    expect((await ownRights(cloud, customer.token))[0].reason).toBe(again);
    expect(userErrors(await extendRight(cloud, officer, { ...right.named, reason }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
  });

  test('P7.3: D356 5(4): withdrawn by the customer until it is granted; decided and withdrawn at once, one holds', async () => {
    const [customer, other] = await Promise.all([servedCustomer(cloud), servedCustomer(cloud)]);
    const right = await asked(customer);
    expect(userErrors(await withdrawRight(cloud, other.token, { id: right.id }))).toEqual([
      'NOT_FOUND at input.id',
    ]);
    expect(userErrors(await withdrawRight(cloud, customer.token, { id: right.id }))).toEqual([]);
    expect((await ownRights(cloud, customer.token))[0]).toMatchObject({ state: 'WITHDRAWN' });
    expect((await ownRequests(cloud, customer.token))[0]).toMatchObject({ state: 'CLOSED' });
    expect((await waitingRights(cloud, officer)).map(({ id }) => id)).not.toContain(right.id);
    expect(userErrors(await withdrawRight(cloud, customer.token, { id: right.id }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
    const next = await asked(customer);
    const both = await Promise.all([
      withdrawRight(cloud, customer.token, { id: next.id }),
      decideRight(cloud, officer, { ...next.named, grant: false, reason: 'as law says' }),
    ]);
    expect(both.flatMap(userErrors)).toEqual(['WRONG_STATE at input.id']);
  });

  test('P7.3: D356 5(4): granted, it goes on, and nothing else is begun', async () => {
    const customer = await servedCustomer(cloud);
    const right = await asked(customer);
    const granted = await decideRight(cloud, officer, {
      ...right.named,
      grant: true,
      reason: canary('yes '),
    });
    expect(granted.data.decideRightsRequest).toMatchObject({
      rightsRequest: { state: 'GRANTED' },
      errors: [],
    });
    expect(userErrors(await withdrawRight(cloud, customer.token, { id: right.id }))).toEqual([
      'ERASURE_UNDER_WAY at input.id',
    ]);
    for (const act of [requestCopy, requestErasure, withdrawStorage])
      expect(userErrors(await act(cloud, customer.token))).toEqual(['ERASURE_UNDER_WAY at input']);
  });

  test('P7.3: D356 5: one that is late wakes somebody once a day, and cannot be extended any more', async () => {
    const customer = await servedCustomer(cloud);
    const right = await asked(customer);
    const told = () => cloud.logs.filter((line) => line.includes('"rights_overdue"')).length;
    const clock = async () => {
      const beside = await startBeside(cloud, { functions: ['clock'] });
      for (let n = 0; n < 3; n++) await beside.invoke('clock', {});
      await beside.stop();
    };
    await clock();
    expect(told()).toBe(0);
    // As if it had been asked for long ago.
    const past = '2026-01-05T03:00:00.000Z';
    const id = localIdOf(customer.id);
    await cloud.direct.send(
      new UpdateItemCommand({
        TableName: cloud.tableNames.records,
        Key: { pk: { S: `CUS#${id}` }, sk: { S: `RIGHTS#${right.id}` } },
        UpdateExpression: 'SET rightDueAt = :past, dueAt = :place',
        ExpressionAttributeValues: { ':past': { S: past }, ':place': { S: `${past}#${id}#${right.id}` } },
      }),
    );
    await clock();
    // A day may end meanwhile, and be told of anew.
    expect([1, 2]).toContain(told());
    const [first] = await waitingRights(cloud, officer);
    expect(first.id).toBe(right.id);
    expect(first.secondsLeft).toBeLessThan(0);
    expect(userErrors(await extendRight(cloud, officer, { ...right.named, reason: 'late' }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
    expect(
      userErrors(await decideRight(cloud, officer, { ...right.named, grant: false, reason: 'late' })),
    ).toEqual([]);
  });
});

describe('storing withdrawn', () => {
  test('P1.4, P7.3: the withdrawal is a request for erasure; it stops processing and is written down at once', async () => {
    const [customer, neighbour] = await Promise.all([servedCustomer(cloud), servedCustomer(cloud)]);
    expect(await choiceOf(customer.token)).toBe(true);
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    const answer = await withdrawStorage(cloud, customer.token);
    expect(userErrors(answer)).toEqual([]);
    const { me } = answer.data.withdrawStorage;
    expect(me.processingRestricted).toBe(true);
    expect(me.rightsRequests[0]).toMatchObject({
      right: 'WITHDRAW_STORAGE',
      state: 'ASKED',
      article: 'D356 5(4)',
    });
    expect(await choiceOf(customer.token)).toBe(false);
    const [fact] = await historyOf(cloud, customer.token);
    expect(fact).toMatchObject({ type: 'CONSENT', purpose: 'STORAGE', granted: false, manner: 'EXPLICIT' });
    const changed = changes(before, await scanTables(cloud)).filter((one) => one.startsWith('~ records'));
    expect(changed).toEqual(['~ records CONSENT_STATE', '~ records CONTACT_STATE']);
    expect(await choiceOf(neighbour.token)).toBe(true);
    expect(userErrors(await liftRestriction(cloud, customer.token))).toEqual(['ERASURE_ASKED at input']);
  });

  test('P1.4: after a refused erasure nothing is processed until storing is agreed to anew, with the notice in force', async () => {
    const customer = await servedCustomer(cloud);
    const support = await cloud.employee('support');
    const checker = await cloud.service('provisioning-service', ['contact:check']);
    const isUsed = async () => {
      const query =
        'query May($id: ID!) { contactPermission(customerId: $id, purpose: BILLING_NOTICE, channel: EMAIL) { allowed } }';
      const { data } = await cloud.ask(query, { token: checker, variables: { id: customer.id } });
      const shown = await readCustomer(cloud, support, customer.id, 'name { value }', reasons('support'));
      return [data.contactPermission.allowed, codesOf(shown)];
    };
    const answer = await withdrawStorage(cloud, customer.token);
    const [{ id }] = answer.data.withdrawStorage.me.rightsRequests;
    const reason = canary('kept ');
    const refusal = { customerId: customer.id, id, grant: false, reason };
    expect(userErrors(await decideRight(cloud, officer, refusal))).toEqual([]);
    const mail = (await waitForMails(cloud, customer.email, 3)).find(({ text }) => text.includes(reason));
    expect(mail?.text.replace(/\s+/g, ' ')).toMatch(/bỏ hạn chế|lift the restriction/i);

    const notice = await noticeInForce(cloud);
    const mismatched = { ...notice, digest: '0'.repeat(64) };
    expect(userErrors(await liftRestriction(cloud, customer.token))).toEqual(['REQUIRED at input.notice']);
    expect(userErrors(await liftRestriction(cloud, customer.token, { notice: mismatched }))).toEqual([
      'NOTICE_MISMATCH at input.notice.digest',
    ]);
    expect(await choiceOf(customer.token)).toBe(false);
    expect(await isUsed()).toEqual([false, ['PROCESSING_RESTRICTED']]);
    const all = await Promise.all([
      liftRestriction(cloud, customer.token, { notice }),
      liftRestriction(cloud, customer.token, { notice }),
    ]);
    expect(all.flatMap(userErrors)).toEqual(['WRONG_STATE at input']);
    expect(await choiceOf(customer.token)).toBe(true);
    const [fact, before] = await historyOf(cloud, customer.token);
    expect(fact).toMatchObject({ purpose: 'STORAGE', granted: true, policyVersion: notice.version });
    expect(before).toMatchObject({ purpose: 'STORAGE', granted: false });
    expect(await isUsed()).toEqual([true, []]);
  });

  test('P1.4: withdrawing that needs the notice in force, for storing is agreed to anew', async () => {
    const customer = await servedCustomer(cloud);
    const answer = await withdrawStorage(cloud, customer.token);
    const { id } = answer.data.withdrawStorage.me.rightsRequests[0];
    expect(userErrors(await withdrawRight(cloud, customer.token, { id }))).toEqual([
      'REQUIRED at input.notice',
    ]);
    const notice = await noticeInForce(cloud);
    const other = { ...notice, digest: '0'.repeat(64) };
    expect(userErrors(await withdrawRight(cloud, customer.token, { id, notice: other }))).toEqual([
      'NOTICE_MISMATCH at input.notice.digest',
    ]);
    expect(await choiceOf(customer.token)).toBe(false);
    expect(userErrors(await withdrawRight(cloud, customer.token, { id, notice }))).toEqual([]);
    expect(await choiceOf(customer.token)).toBe(true);
    const [fact] = await historyOf(cloud, customer.token);
    expect(fact).toMatchObject({ purpose: 'STORAGE', granted: true, policyVersion: notice.version });
    // What was restricted with it stays so until the customer lifts it.
    const { data } = await cloud.ask('{ me { processingRestricted } }', { token: customer.token });
    expect(data.me.processingRestricted).toBe(true);
    expect(userErrors(await liftRestriction(cloud, customer.token))).toEqual([]);
  });

  test('P1.4, P6.2: asked for twice at once, one holds', async () => {
    const customer = await servedCustomer(cloud);
    const all = await Promise.all([
      withdrawStorage(cloud, customer.token),
      requestErasure(cloud, customer.token),
      withdrawStorage(cloud, customer.token),
    ]);
    expect(all.flatMap(userErrors)).toEqual(['ERASURE_ASKED at input', 'ERASURE_ASKED at input']);
    expect(await ownRights(cloud, customer.token)).toHaveLength(1);
  });
});
