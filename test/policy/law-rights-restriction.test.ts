import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { rowsOf } from '../harness/consents.ts';
import { daysBetween } from '../harness/days.ts';
import { subjectOf, trailOf } from '../harness/employees.ts';
import { mailsSettled, waitForMails } from '../harness/mails.ts';
import { type Served, sendNotice, servedCustomer } from '../harness/notices.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { localIdOf } from '../harness/register.ts';
import { openedRequest, readRequest } from '../harness/requests.ts';
import {
  completeRight,
  extendRight,
  liftRestriction,
  objectToProcessing,
  ownRights,
  paidThroughProcessor,
  restrictProcessing,
  waitingRights,
} from '../harness/rights.ts';
import { overwrite, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
let officer: string;
let checker: string;
let follower: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
  officer = await cloud.employee('privacy_officer');
  checker = await cloud.service('provisioning-service', ['contact:check']);
  follower = await cloud.service('provisioning-service', ['changes:read']);
});
afterAll(() => cloud.stop());

/** What the gate says of a mail now. */
const may = async ({ id }: Served, purpose = 'BILLING_NOTICE') => {
  const query =
    'query May($id: ID!, $purpose: MailPurpose!) { contactPermission(customerId: $id, purpose: $purpose, channel: EMAIL) { allowed reason rules } }';
  const { data } = await cloud.ask(query, { token: checker, variables: { id, purpose } });
  return data.contactPermission;
};
const read = (token: string, { id }: Served, headers: Record<string, string>) =>
  readCustomer(cloud, token, id, 'name { value }', headers);
const changesOf = async ({ id }: Served) => {
  const found = [];
  for (let after: string | undefined; ; ) {
    const query =
      'query F($after: String) { changes(first: 50, after: $after) { nodes { customerId kind } pageInfo { hasNextPage endCursor } } }';
    const { data } = await cloud.ask(query, { token: follower, variables: { after } });
    found.push(...data.changes.nodes);
    if (!data.changes.pageInfo.hasNextPage) break;
    after = data.changes.pageInfo.endCursor;
  }
  return found.filter((one) => one.customerId === id && one.kind === 'RESTRICTION').length;
};
describe('restriction and objection', () => {
  test.each([
    ['RESTRICT', restrictProcessing],
    ['OBJECT', objectToProcessing],
  ] as const)(
    'P7.3: D356 5(2): %s holds at once, for mails and for staff, and is lifted',
    async (right, act) => {
      const [customer, neighbour] = await Promise.all([servedCustomer(cloud), servedCustomer(cloud)]);
      expect((await may(customer)).allowed).toBe(true);
      expect(codesOf(await read(support, customer, reasons('support')))).toEqual([]);

      const answer = await act(cloud, customer.token, { why: canary('why ') });
      expect(userErrors(answer)).toEqual([]);
      const { me } = Object.values(answer.data)[0] as { me: { rightsRequests: Record<string, string>[] } };
      const [asked] = me.rightsRequests;
      expect(me).toMatchObject({ processingRestricted: true });
      expect(asked).toMatchObject({ right, state: 'DONE', article: 'D356 5(2)', secondsLeft: null });
      expect(daysBetween(asked?.askedAt ?? '', asked?.dueAt ?? '')).toBe(15);

      expect(await may(customer)).toEqual({ allowed: false, reason: 'RESTRICTED', rules: ['D356 5(2)'] });
      expect((await may(customer, 'REQUEST_ANSWER')).allowed).toBe(true);
      const sent = await sendNotice(cloud, customer, {
        billingNotice: { invoiceNumber: 'INV-1', due: { amount: 1000, currency: 'VND' } },
      });
      expect(sent.data.sendNotice.mail).toMatchObject({ state: 'SUPPRESSED', reason: 'RESTRICTED' });

      // Staff read for a right of the customer, or a duty in law, and for nothing else; a refusal is recorded.
      expect(codesOf(await read(support, customer, reasons('support')))).toEqual(['PROCESSING_RESTRICTED']);
      const last = (await trailOf(cloud, support)).at(-1);
      expect(textOf(last, 'outcome')).toBe('REFUSED');
      expect(textOf(last, 'code')).toBe('PROCESSING_RESTRICTED');
      expect(textOf(last, 'customerId')).toBe(localIdOf(customer.id));
      const reference = asked?.reference ?? '';
      for (const purpose of ['RIGHTS_REQUEST', 'LEGAL_DUTY']) {
        const headers = { 'x-processing-purpose': purpose, 'x-reference': reference };
        const { data } = await read(officer, customer, headers);
        expect(data.customer.name.value).toBe(customer.name);
      }
      const security = { 'x-processing-purpose': 'SECURITY', 'x-reference': reference };
      expect(codesOf(await read(officer, customer, security))).toEqual(['PROCESSING_RESTRICTED']);
      // What the customer wrote is a value, too.
      const own = await openedRequest(cloud, customer.token);
      const headers = { ...reasons('support'), 'x-reference': own };
      const words = await readRequest(cloud, support, { customerId: customer.id, reference: own }, headers);
      expect(codesOf(words)).toContain('PROCESSING_RESTRICTED');
      // Masked, in a list, the customer is still told apart.
      const masked = await readCustomer(cloud, support, customer.id, 'name { masked }');
      expect(codesOf(masked)).toEqual([]);

      expect((await may(neighbour)).allowed).toBe(true);
      expect(codesOf(await read(support, neighbour, reasons('support')))).toEqual([]);
      expect(await changesOf(customer)).toBe(1);

      expect(userErrors(await liftRestriction(cloud, customer.token))).toEqual([]);
      expect((await may(customer)).allowed).toBe(true);
      expect(codesOf(await read(support, customer, reasons('support')))).toEqual([]);
      expect(await changesOf(customer)).toBe(2);
      expect(userErrors(await liftRestriction(cloud, customer.token))).toEqual(['WRONG_STATE at input']);
      // One that was lifted says so, and another that holds since does not.
      expect(asked?.liftedAt).toBeNull();
      expect(userErrors(await act(cloud, customer.token))).toEqual([]);
      const lifted = expect.stringMatching(/^\d{4}-/);
      expect(await ownRights(cloud, customer.token)).toMatchObject([
        { right, state: 'DONE', liftedAt: null },
        { right, state: 'DONE', liftedAt: lifted },
      ]);
    },
    // The first of the file waits for every function to begin.
    60_000,
  );

  test('P7.3, P2.6: D356 5(2): what was queued before is not sent any more, and the customer is told once', async () => {
    const customer = await servedCustomer(cloud);
    const invoice = { billingNotice: { invoiceNumber: 'INV-2', due: { amount: 1000, currency: 'VND' } } };
    expect(userErrors(await sendNotice(cloud, customer, invoice))).toEqual([]);
    await mailsSettled(cloud);
    const rows = await rowsOf(cloud, customer.id, 'MAIL');
    const sent = rows.find((row) => textOf(row, 'purpose') === 'BILLING_NOTICE');
    expect(userErrors(await restrictProcessing(cloud, customer.token))).toEqual([]);
    // As if another had been queued before, and nobody had come to send it.
    const id = textOf(sent, 'id').replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const { begunAt: _, messageId: __, sentTo: ___, sendingDecision: ____, ...left } = sent ?? {};
    const queued = { id: { S: id }, sk: { S: `MAIL#${id}` }, state: { S: 'QUEUED' }, attempt: { N: '0' } };
    const at = new Date().toISOString();
    await overwrite(cloud, 'records', { ...left, ...queued, queuedAt: { S: at }, dueAt: { S: at } });
    await mailsSettled(cloud);
    const after = (await rowsOf(cloud, customer.id, 'MAIL')).find((row) => textOf(row, 'id') === id);
    expect([textOf(after, 'state'), textOf(after, 'reason')]).toEqual(['SUPPRESSED', 'RESTRICTED']);
    const told = (await waitForMails(cloud, customer.email, 3)).filter(({ text }) => text.includes('REQ-'));
    expect(told).toHaveLength(1);
  });

  test('P7.3, P6.6: D356 5(2): through a processor it has 20 days and is done when it was passed on', async () => {
    const customer = await servedCustomer(cloud);
    await paidThroughProcessor(cloud, customer);
    const answer = await restrictProcessing(cloud, customer.token);
    const [right] = answer.data.restrictProcessing.me.rightsRequests;
    expect(answer.data.restrictProcessing.me.processingRestricted).toBe(true);
    expect(right).toMatchObject({ state: 'GRANTED', doneAt: null });
    expect(daysBetween(right.askedAt, right.dueAt)).toBe(20);
    const waiting = await waitingRights(cloud, officer);
    expect(waiting.find(({ id }) => id === right.id)).toMatchObject({
      customerId: customer.id,
      state: 'GRANTED',
    });
    const named = { customerId: customer.id, id: right.id };
    for (const role of ['support', 'billing', 'legal', 'auditor']) {
      const token = await cloud.employee(role);
      expect(codesOf(await completeRight(cloud, token, { ...named, reason: 'no' }))).toEqual(['FORBIDDEN']);
    }
    const more = await extendRight(cloud, officer, { ...named, reason: canary('later ') });
    expect(daysBetween(right.askedAt, more.data.extendRightsRequest.rightsRequest.dueAt)).toBe(35);
    const reason = canary('passed on ');
    const done = await completeRight(cloud, officer, { ...named, reason });
    expect(done.data.completeRightsRequest).toMatchObject({
      rightsRequest: { state: 'DONE', decidedBy: subjectOf(officer) },
      errors: [],
    });
    expect((await ownRights(cloud, customer.token))[0]).toMatchObject({ state: 'DONE', reason });
    expect((await waitingRights(cloud, officer)).map(({ id }) => id)).not.toContain(right.id);
    expect(userErrors(await completeRight(cloud, officer, { ...named, reason }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
    const mails = await waitForMails(cloud, customer.email, 4);
    expect(mails.filter(({ text }) => text.includes(reason))).toHaveLength(1);
  });

  test('P7.3: D356 5(2): lifted before it was passed on, it is withdrawn', async () => {
    const customer = await servedCustomer(cloud);
    await paidThroughProcessor(cloud, customer);
    await objectToProcessing(cloud, customer.token);
    expect(userErrors(await liftRestriction(cloud, customer.token))).toEqual([]);
    expect((await ownRights(cloud, customer.token))[0]).toMatchObject({
      state: 'WITHDRAWN',
      secondsLeft: null,
    });
  });

  test('P7.3, P6.2: D356 5(2): asked for twice at once, and while mails begin, it holds; the same key asks once', async () => {
    const customer = await servedCustomer(cloud);
    const idempotencyKey = canary('key-');
    const all = await Promise.all([
      restrictProcessing(cloud, customer.token),
      objectToProcessing(cloud, customer.token),
      restrictProcessing(cloud, customer.token, { idempotencyKey }),
      restrictProcessing(cloud, customer.token, { idempotencyKey }),
      ...Array.from({ length: 4 }, () => read(support, customer, reasons('support'))),
    ]);
    expect(all.slice(0, 4).flatMap(userErrors)).toEqual([]);
    expect(await ownRights(cloud, customer.token)).toHaveLength(3);
    expect(await may(customer)).toMatchObject({ allowed: false, reason: 'RESTRICTED' });
    // One change, whoever came first.
    expect(await changesOf(customer)).toBe(1);
    expect(codesOf(await read(support, customer, reasons('support')))).toEqual(['PROCESSING_RESTRICTED']);
  });
});
