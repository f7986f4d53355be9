import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { correctCustomer, decideCorrection, markQuality, requestCorrection } from '../harness/corrections.ts';
import { trailOf } from '../harness/employees.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { follow, mailsSettled, verificationLink, waitForMails } from '../harness/mails.ts';
import type { Input } from '../harness/mutations.ts';
import { reasons } from '../harness/reading.ts';
import {
  givePayment,
  localIdOf,
  type Registered,
  randomPerson,
  registerCustomer,
} from '../harness/register.ts';
import { closeRequest, ownRequests, replyToRequest } from '../harness/requests.ts';
import { changes, overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
let officer: string;
let billing: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
  officer = await cloud.employee('privacy_officer');
  billing = await cloud.employee('billing');
});
afterAll(() => cloud.stop());

const here =
  (act: typeof correctCustomer) =>
  (token: string, input: Input, key?: string): Promise<Answer> =>
    act(cloud, token, input, key);
const correct = here(correctCustomer);
const request = here(requestCorrection);
const decide = here(decideCorrection);
const mark = here(markQuality);

const sideQuery = `query Side($id: ID!) { customer(id: $id) { corrections {
  id state fields reference
  identity { before { identityNumber dateOfBirth address { line } } after { identityNumber dateOfBirth } why reason }
} } }`;
const sides = (token: string, id: string, headers: Record<string, string> = reasons('privacy_officer')) =>
  cloud.ask(sideQuery, { token, variables: { id }, headers });
const ownIdentity = async ({ token }: Registered) =>
  (await cloud.ask('{ me { identityNumber dateOfBirth phone name revisions { identity } } }', { token })).data
    .me;
const secretsOf = (values: Readonly<Record<string, string>>) => ({ secrets: [{ inboxes: [], values }] });
/** The ids of what a customer asked for, the newest first. */
const asked = (answer: Answer) => answer.data.requestCorrection.me.corrections;

/** Ends the account, which is all that closing it will do to the record. */
async function close(customer: Registered): Promise<void> {
  const id = localIdOf(customer.id);
  const items = await recordsOf(cloud, 'CUSTOMER');
  const item = items.find((one) => textOf(one, 'id') === id);
  if (!item) throw new Error('there is a customer');
  await overwrite(cloud, 'records', { ...item, customerState: { S: 'CLOSED' } });
}

describe('what CloudFly corrects by itself', () => {
  test('P4.1: each class by its role, with a reason; what was before is kept, and nobody else is touched', async () => {
    const [customer, neighbour] = [await registerCustomer(cloud), await registerCustomer(cloud)];
    await givePayment(cloud, customer);
    const next = randomPerson();
    const before = await ownIdentity(neighbour);
    const acts: readonly [string, Input][] = [
      [support, { name: next.name, phone: next.phone }],
      [officer, { identityNumber: next.identityNumber }],
      [billing, { billingName: `Công ty ${next.name}` }],
    ];
    const reason = canary('reason ');
    for (const [token, values] of acts) {
      const answer = await correct(token, { customerId: customer.id, values, reason });
      expect(userErrors(answer)).toEqual([]);
      expect(answer.data.correctCustomer.correction.state).toBe('MADE');
    }
    expect(await ownIdentity(customer)).toMatchObject({
      name: next.name,
      phone: next.phone,
      identityNumber: next.identityNumber,
      dateOfBirth: customer.dateOfBirth,
    });
    expect(await ownIdentity(neighbour)).toEqual(before);
    // Found by the new number, not by the old one.
    const find = async (phone: string) => {
      const query = 'query F($phone: PhoneNumber) { findCustomer(phone: $phone) { id } }';
      return (await cloud.ask(query, { token: support, variables: { phone } })).data.findCustomer;
    };
    expect(await find(next.phone)).toEqual([{ id: customer.id }]);
    expect(await find(customer.phone)).toEqual([]);
    const { data } = await sides(officer, customer.id);
    const made = data.customer.corrections.filter((one: { identity: unknown }) => one.identity);
    expect(made).toMatchObject([
      {
        state: 'MADE',
        reference: null,
        identity: {
          before: { identityNumber: customer.identityNumber },
          after: { identityNumber: next.identityNumber },
          reason,
        },
      },
    ]);
    await mailsSettled(cloud);
    expect(await searchForLeaks(cloud, secretsOf({ old: customer.identityNumber, reason }))).toEqual([]);
    expect((await trailOf(cloud, billing)).map((row) => textOf(row, 'action'))).toContain('CORRECT_CUSTOMER');
  });

  test('P4.1: another role, several classes, no reason or a wrong value change nothing', async () => {
    const customer = await registerCustomer(cloud);
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    const given = { customerId: customer.id, reason: 'as the customer said' };
    const number = { identityNumber: randomPerson().identityNumber };
    for (const token of [support, billing])
      expect(codesOf(await correct(token, { ...given, values: number }))).toEqual(['FORBIDDEN']);
    expect(codesOf(await correct(officer, { ...given, values: { taxCode: '0101243150' } }))).toEqual([
      'FORBIDDEN',
    ]);
    for (const role of ['marketing', 'legal', 'auditor', 'operator'])
      expect(codesOf(await correct(await cloud.employee(role), { ...given, values: number }))).toEqual([
        'FORBIDDEN',
      ]);
    const wrong = async (input: Input) => userErrors(await correct(officer, { ...given, ...input }));
    expect(await wrong({ values: { ...number, name: 'Nguyễn Văn An' } })).toEqual([
      'SEVERAL_CLASSES at input.values.identityNumber',
    ]);
    expect(await wrong({ values: number, reason: ' ' })).toEqual(['REQUIRED at input.reason']);
    expect(await wrong({ values: {} })).toEqual(['REQUIRED at input.values']);
    const emptied = { dateOfBirth: '1990-02-03', identityNumber: ' ' };
    expect(await wrong({ values: emptied })).toEqual(['REQUIRED at input.values.identityNumber']);
    expect(await wrong({ values: { dateOfBirth: '2999-01-01' } })).toHaveLength(1);
    expect(await wrong({ values: number, customerId: 'nobody' })).toEqual(['NOT_FOUND at input.customerId']);
    const left = changes(before, await scanTables(cloud)).filter((one) => one.includes('records'));
    expect(left.filter((one) => !one.endsWith('IDEMPOTENCY'))).toEqual([]);
  });
});

describe('what the customer asks for', () => {
  test('P4.2: asked, seen beside the old, accepted with the reason, answered by mail; once', async () => {
    const customer = await registerCustomer(cloud);
    await follow(await verificationLink(cloud, customer.email));
    const next = randomPerson();
    const why = canary('why ');
    const key = canary('key-');
    const values = { identityNumber: next.identityNumber };
    const answer = await request(customer.token, { values, why }, key);
    expect(userErrors(answer)).toEqual([]);
    expect((await request(customer.token, { values, why }, key)).data).toEqual(answer.data);
    const [correction] = asked(answer);
    expect(asked(answer)).toHaveLength(1);
    expect(correction).toMatchObject({ state: 'ASKED', dataClass: 'identity', fields: ['IDENTITY_NUMBER'] });
    // Ten days, by law.
    expect(Date.parse(correction.dueAt) - Date.parse(correction.askedAt)).toBe(10 * 86_400_000);
    expect((await ownIdentity(customer)).identityNumber).toBe(customer.identityNumber);

    const listed = 'query { corrections(first: 50) { nodes { id customerId dueAt } } }';
    const { data } = await cloud.ask(listed, { token: officer });
    expect(data.corrections.nodes).toContainEqual({
      id: correction.id,
      customerId: customer.id,
      dueAt: correction.dueAt,
    });
    expect(codesOf(await sides(officer, customer.id, {}))).toEqual(['PURPOSE_REQUIRED']);
    const headers = { ...reasons('privacy_officer'), 'x-reference': correction.reference };
    const shown = await sides(officer, customer.id, headers);
    expect(shown.data.customer.corrections[0].identity).toMatchObject({
      before: { identityNumber: customer.identityNumber },
      after: { identityNumber: next.identityNumber },
      why,
      reason: null,
    });
    for (const token of [support, billing])
      expect(codesOf(await sides(token, customer.id))).toEqual(['FORBIDDEN']);

    // The customer has the same before the own eyes.
    const side = `{ me { corrections { state identity { before { identityNumber } after { identityNumber } why reason } payment { why } } } }`;
    const ownSide = async () => (await cloud.ask(side, { token: customer.token })).data.me.corrections;
    const numberOf = ({ identityNumber }: { identityNumber: string }) => ({ identityNumber });
    const identity = { before: numberOf(customer), after: numberOf(next), why };
    expect(await ownSide()).toEqual([
      { state: 'ASKED', identity: { ...identity, reason: null }, payment: null },
    ]);

    const decision = { customerId: customer.id, id: correction.id, accept: true };
    expect(codesOf(await decide(billing, { ...decision, reason: 'no' }))).toEqual(['FORBIDDEN']);
    const reason = canary('reason ');
    const decided = await decide(officer, { ...decision, reason });
    expect(decided.data.decideCorrection).toMatchObject({
      correction: { state: 'ACCEPTED', dueAt: null },
      errors: [],
    });
    // What was before stays before.
    expect(await ownSide()).toEqual([
      { state: 'ACCEPTED', identity: { ...identity, reason }, payment: null },
    ]);
    expect(userErrors(await decide(officer, { ...decision, accept: false, reason }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
    expect(await ownIdentity(customer)).toMatchObject({
      identityNumber: next.identityNumber,
      revisions: { identity: 2 },
    });
    // The first mail verifies the address.
    const mails = await waitForMails(cloud, customer.email, 2);
    expect(
      mails.filter(({ text }) => text.includes(reason) && text.includes(correction.reference)),
    ).toHaveLength(1);
    const words = '{ me { requests(first: 10) { nodes { reference kind state entries { kind words } } } } }';
    const own = await cloud.ask(words, { token: customer.token });
    expect(own.data.me.requests.nodes).toEqual([
      {
        reference: correction.reference,
        kind: 'CORRECTION',
        state: 'ANSWERED',
        entries: [
          { kind: 'MESSAGE', words: why },
          { kind: 'ANSWER', words: reason },
        ],
      },
    ]);
    const after = await sides(officer, customer.id);
    expect(after.data.customer.corrections[0].identity).toMatchObject({
      before: { identityNumber: customer.identityNumber },
      reason,
    });
    expect((await cloud.ask(listed, { token: officer })).text).not.toContain(correction.id);
    await mailsSettled(cloud);
    expect(
      await searchForLeaks(cloud, secretsOf({ old: customer.identityNumber, new: next.identityNumber, why })),
    ).toEqual([]);
  });

  test('P4.2: refused, nothing changes, and the reason is told; each class is decided by its own role', async () => {
    const customer = await registerCustomer(cloud);
    await follow(await verificationLink(cloud, customer.email));
    await givePayment(cloud, customer);
    const values = { identityNumber: randomPerson().identityNumber, taxCode: '0101243150' };
    const answer = await request(customer.token, { values, why: 'both are wrong' });
    expect(userErrors(answer)).toEqual([]);
    const of = (dataClass: string) =>
      asked(answer).find((one: { dataClass: string }) => one.dataClass === dataClass);
    expect(of('payment').reference).toBe(of('identity').reference);
    const [no, yes] = [canary('no '), canary('yes ')];
    const customerId = customer.id;
    const named = { customerId, reference: of('payment').reference };
    const stateNow = async () => (await ownRequests(cloud, customer.token))[0].state;
    expect(
      userErrors(await decide(officer, { customerId, id: of('identity').id, accept: false, reason: no })),
    ).toEqual([]);
    expect(
      codesOf(await decide(officer, { customerId, id: of('payment').id, accept: true, reason: yes })),
    ).toEqual(['FORBIDDEN']);
    // Half of it is decided: it waits on, and is not closed, whatever else is answered meanwhile.
    expect(await stateNow()).toBe('OPEN');
    expect(userErrors(await replyToRequest(cloud, support, { ...named, message: canary() }))).toEqual([]);
    expect(userErrors(await closeRequest(cloud, support, named))).toEqual(['WRONG_STATE at input.reference']);
    expect(
      userErrors(await decide(billing, { customerId, id: of('payment').id, accept: true, reason: yes })),
    ).toEqual([]);
    expect(await stateNow()).toBe('ANSWERED');
    expect(userErrors(await closeRequest(cloud, support, named))).toEqual([]);
    expect(await ownIdentity(customer)).toMatchObject({
      identityNumber: customer.identityNumber,
      revisions: { identity: 1 },
    });
    const { data } = await cloud.ask('{ me { payment { taxCode } } }', { token: customer.token });
    expect(data.me.payment.taxCode).toBe(values.taxCode);
    const mails = await waitForMails(cloud, customer.email, 4);
    for (const words of [no, yes]) expect(mails.filter(({ text }) => text.includes(words))).toHaveLength(1);
  });

  test('P4.2: one that is not decided in its ten days is told of, once a day', async () => {
    const customer = await registerCustomer(cloud);
    const answer = await request(customer.token, { values: { dateOfBirth: '1990-02-03' }, why: 'wrong' });
    const [{ id }] = asked(answer);
    const told = () => cloud.logs.filter((line) => line.includes('"corrections_overdue"')).length;
    const beside = await startBeside(cloud, { functions: ['clock'] });
    await beside.invoke('clock', {});
    expect(told()).toBe(0);
    // As if it had been asked for long ago.
    const row = (await recordsOf(cloud, 'CORRECTION')).find((one) => id.includes(textOf(one, 'id')));
    const past = '2026-01-05T03:00:00.000Z';
    const place = `${past}#${localIdOf(customer.id)}#${textOf(row ?? {}, 'id')}`;
    await overwrite(cloud, 'records', { ...row, decisionDueAt: { S: past }, dueAt: { S: place } });
    // A day may end meanwhile, and be told of anew.
    for (let n = 0; n < 4; n++) await beside.invoke('clock', {});
    await beside.stop();
    expect([1, 2]).toContain(told());
  });

  test('P4.2: contact details are no matter of a decision; a correction of somebody else is not found', async () => {
    const [customer, other] = [await registerCustomer(cloud), await registerCustomer(cloud)];
    const contact = await request(customer.token, { values: { phone: randomPerson().phone }, why: 'new' });
    expect(userErrors(contact)).toEqual(['NOT_ASKED at input.values.phone']);
    const answer = await request(customer.token, { values: { dateOfBirth: '1990-02-03' }, why: 'wrong' });
    const [{ id }] = asked(answer);
    const elsewhere = { customerId: other.id, id, accept: true, reason: 'as asked' };
    expect(userErrors(await decide(officer, elsewhere))).toEqual(['NOT_FOUND at input.id']);
    expect((await ownIdentity(other)).dateOfBirth).toBe(other.dateOfBirth);
    // Two who decide at once: one does.
    const both = await Promise.all(
      [true, false].map((accept) =>
        decide(officer, { customerId: customer.id, id, accept, reason: 'at once' }),
      ),
    );
    expect(both.flatMap(userErrors)).toEqual(['WRONG_STATE at input.id']);
  });

  test('P4.2: a date of birth that is corrected to under 16 takes marketing back to a guardian', async () => {
    const customer = await registerCustomer(cloud);
    const birth = `${new Date().getUTCFullYear() - 10}-01-02`;
    const values = { dateOfBirth: birth };
    expect(
      userErrors(await correct(officer, { customerId: customer.id, values, reason: 'as the document says' })),
    ).toEqual([]);
    const { data } = await cloud.ask('{ me { consents { needsGuardian } } }', { token: customer.token });
    expect(data.me.consents.needsGuardian).toBe(true);
  });
});

const workList = async (token: string) => {
  const found: { customer: { id: string }; quality: { field: string; state: string } }[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const query =
      'query W($after: String) { qualityWorkList(first: 2, after: $after) { nodes { customer { id } quality { field state cause } } pageInfo { hasNextPage endCursor } } }';
    const { data } = await cloud.ask(query, { token, variables: { after } });
    found.push(...data.qualityWorkList.nodes);
    ({ hasNextPage: more, endCursor: after } = data.qualityWorkList.pageInfo);
  }
  return found.map(({ customer, quality }) => `${customer.id} ${quality.field} ${quality.state}`);
};

describe('how right the data are', () => {
  test('P4.3: what is marked stands in the work list, the oldest first, until it is confirmed or corrected', async () => {
    const [one, other] = [await registerCustomer(cloud), await registerCustomer(cloud)];
    const marks: readonly [Registered, string, string, string][] = [
      [one, 'phone', 'DOUBTFUL', 'CONTACT_FAILED'],
      [other, 'address', 'OUTDATED', 'TOO_OLD'],
      [one, 'taxCode', 'MISSING', 'NEVER_GIVEN'],
    ];
    for (const [{ id: customerId }, field, state, cause] of marks)
      expect(userErrors(await mark(support, { customerId, field, state, cause }))).toEqual([]);
    const lines = marks.map(([{ id }, field, state]) => `${id} ${field} ${state}`);
    const ours = async () =>
      (await workList(officer)).filter((line) => line.includes(one.id) || line.includes(other.id));
    expect(await ours()).toEqual(lines);
    const quality = async (customer: Registered) =>
      (
        await cloud.ask('query Q($id: ID!) { customer(id: $id) { quality { field state cause } } }', {
          token: billing,
          variables: { id: customer.id },
        })
      ).data.customer.quality;
    expect(await quality(other)).toEqual([{ field: 'address', state: 'OUTDATED', cause: 'TOO_OLD' }]);
    // Marked again: still as old.
    await mark(officer, { customerId: one.id, field: 'phone', state: 'DOUBTFUL', cause: 'CUSTOMER_SAID' });
    expect(await ours()).toEqual(lines);
    await mark(officer, {
      customerId: other.id,
      field: 'address',
      state: 'CONFIRMED',
      cause: 'DOCUMENT_SEEN',
    });
    const values = { phone: randomPerson().phone };
    expect(userErrors(await correct(support, { customerId: one.id, values, reason: 'called back' }))).toEqual(
      [],
    );
    expect(await ours()).toEqual([lines[2]]);
    expect(await quality(one)).toContainEqual({ field: 'phone', state: 'CONFIRMED', cause: 'CORRECTED' });
  });

  test('P4.3: only support and the privacy officer mark; a correction is nothing to be said', async () => {
    const { id: customerId } = await registerCustomer(cloud);
    const given = { customerId, field: 'phone', state: 'DOUBTFUL', cause: 'CONTACT_FAILED' };
    for (const role of ['billing', 'marketing', 'legal', 'auditor', 'operator'])
      expect(codesOf(await mark(await cloud.employee(role), given))).toEqual(['FORBIDDEN']);
    expect(userErrors(await mark(support, { ...given, cause: 'CORRECTED' }))).toEqual([
      'INVALID_FORMAT at input.cause',
    ]);
    expect(userErrors(await mark(support, { ...given, customerId: 'x' }))).toEqual([
      'NOT_FOUND at input.customerId',
    ]);
    expect(userErrors(await mark(support, { ...given, field: 'customerNumbers' }))).toEqual([
      'INVALID_FORMAT at input.field',
    ]);
    expect((await workList(support)).filter((line) => line.includes(customerId))).toEqual([]);
    const bad = 'query { qualityWorkList(after: "nothing") { nodes { quality { field } } } }';
    expect(codesOf(await cloud.ask(bad, { token: support }))).toEqual(['CURSOR_INVALID']);
  });
});

test('P4.4: after the association CloudFly corrects and marks no more; what the customer asks for is still decided', async () => {
  const customer = await registerCustomer(cloud);
  const customerId = customer.id;
  const doubt = { customerId, field: 'address', state: 'DOUBTFUL', cause: 'TOO_OLD' };
  expect(userErrors(await mark(support, doubt))).toEqual([]);
  await close(customer);
  const values = { identityNumber: randomPerson().identityNumber };
  expect(userErrors(await correct(officer, { customerId, values, reason: 'by ourselves' }))).toEqual([
    'ASSOCIATION_ENDED at input.customerId',
  ]);
  expect(userErrors(await mark(support, { ...doubt, field: 'phone' }))).toEqual([
    'ASSOCIATION_ENDED at input.customerId',
  ]);
  expect((await workList(support)).filter((line) => line.includes(customerId))).toEqual([]);
  const answer = await request(customer.token, { values, why: 'it is my right' });
  expect(userErrors(answer)).toEqual([]);
  const [{ id }] = asked(answer);
  expect(userErrors(await decide(officer, { customerId, id, accept: true, reason: 'it is' }))).toEqual([]);
  expect((await ownIdentity(customer)).identityNumber).toBe(values.identityNumber);
});
