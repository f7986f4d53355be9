import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { limits } from '../../lambda/declared/limits.ts';
import { copySections } from '../../lambda/domain/rights/copy.ts';
import { toItem } from '../../lambda/store/item.ts';
import { copyLabels } from '../../schema/copy-labels.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { recordRefusal } from '../harness/consents.ts';
import { daysBetween, inDays } from '../harness/days.ts';
import { subjectOf } from '../harness/employees.ts';
import { heldByStaff, liftHold } from '../harness/holds.ts';
import { searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { mailsSettled, mailsTo } from '../harness/mails.ts';
import { putServiceTerm, type Served, sendNotice, servedCustomer } from '../harness/notices.ts';
import { givePayment, localIdOf, type RandomPayment } from '../harness/register.ts';
import { addNote, openedRequest } from '../harness/requests.ts';
import { ownRights, requestCopy } from '../harness/rights.ts';
import { overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';

const schemaText = readFileSync(
  join(import.meta.dirname, '../../schema/copy-of-own-data.schema.json'),
  'utf8',
);
const copySchema = z.fromJSONSchema(JSON.parse(schemaText));

let cloud: TestCloud;
let customer: Served;
let other: Served;
let payment: RandomPayment;
const words = canary('<b>words</b> & ');
const service = `${canary('s')}.example.vn`;
const otherWords = canary('others ');
/** What staff wrote among themselves, and who of them recorded a refusal that was said by phone. */
const note = canary('note ');
let employee: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  [customer, other] = await Promise.all([servedCustomer(cloud), servedCustomer(cloud)]);
  payment = await givePayment(cloud, customer);
  await givePayment(cloud, other);
  const reference = await openedRequest(cloud, customer.token, words);
  const support = await cloud.employee('support');
  const written = await addNote(cloud, support, { customerId: customer.id, reference, note });
  expect(userErrors(written)).toEqual([]);
  const called = { customerId: customer.id, purposes: ['SURVEYS'], channels: ['MESSAGE'], ticket: 'SUP-77' };
  expect(userErrors(await recordRefusal(cloud, support, called))).toEqual([]);
  employee = subjectOf(support);
  await openedRequest(cloud, other.token, otherWords);
  const term = { serviceRef: service, product: 'vps-2', expiresAt: inDays(90) };
  expect(userErrors(await putServiceTerm(cloud, customer, term))).toEqual([]);
  // Requests from the address were stopped, and it is over.
  const held = await heldByStaff(cloud, await cloud.employee('support'), customer.id);
  await liftHold(cloud, await cloud.employee('support'), held);
  const invoice = { billingNotice: { invoiceNumber: canary('INV'), due: { amount: 1000, currency: 'VND' } } };
  expect(userErrors(await sendNotice(cloud, customer, invoice))).toEqual([]);
});
afterAll(() => cloud.stop());

const fetchCopy = async (token: string, fields = 'json html(language: en) until') => {
  const answer = await cloud.ask(`{ me { rightsRequests { right copy { ${fields} } } } }`, { token });
  expect(codesOf(answer)).toEqual([]);
  return answer.data.me.rightsRequests[0].copy;
};
const given = async () =>
  (await scanTables(cloud)).audit.filter(
    (row) => textOf(row, 'action') === 'GIVE_COPY' && textOf(row, 'customerId') === localIdOf(customer.id),
  );

/** Every value that the customer gave. */
const valuesOf = () => [
  ...[
    customer.name,
    customer.email,
    customer.phone,
    customer.line,
    customer.dateOfBirth,
    customer.identityNumber,
  ],
  ...[payment.billingName, payment.billingAddress.line, payment.taxCode, payment.card.processorToken],
  ...Object.values(payment.bankAccount),
  ...[customer.customer.number, service, words],
];

describe('a copy of the own data', () => {
  test('P7.3: D356 5(3): ready at once, told by a mail that leads to the site, with 10 days by law', async () => {
    const answer = await requestCopy(cloud, customer.token);
    expect(userErrors(answer)).toEqual([]);
    const [right] = answer.data.requestCopy.me.rightsRequests;
    expect(right).toMatchObject({ right: 'COPY', state: 'DONE', article: 'D356 5(3)', secondsLeft: null });
    expect(daysBetween(right.askedAt, right.dueAt)).toBe(10);
    await mailsSettled(cloud);
    const mails = await mailsTo(cloud, customer.email);
    const told = mails.filter(({ text }) => text.includes(right.reference));
    expect(told).toHaveLength(1);
    expect(told[0]?.links.length).toBeGreaterThan(0);
    for (const value of valuesOf()) expect(told[0]?.text).not.toContain(value);
  });

  test('P7.3: D356 5(3): holds everything of the customer and nothing of another, as its JSON Schema says', async () => {
    const before = await given();
    const { json, html, until } = await fetchCopy(customer.token);
    const copy = JSON.parse(json);
    expect(copySchema.safeParse(copy).error?.issues).toBeUndefined();
    // The validator sees what does not belong.
    expect(copySchema.safeParse({ ...copy, more: 1 }).success).toBe(false);
    expect(copySchema.safeParse({ ...copy, contact: {} }).success).toBe(false);
    const text = JSON.stringify(copy);
    const inJson = (value: string) => text.includes(JSON.stringify(value).slice(1, -1));
    expect(valuesOf().filter((value) => !inJson(value))).toEqual([]);
    const foreign = [...Object.values(secretsOf(other).values), other.customer.number, otherWords, other.id];
    expect(foreign.filter(inJson)).toEqual([]);
    expect(copy.consentHistory.length).toBeGreaterThan(2);
    expect(copy.consentHistory[0].evidence.origin.address).toBe('127.0.0.1');
    expect(copy.emailHolds).toEqual([
      {
        ...{ state: 'LIFTED', cause: 'STAFF', heldAt: expect.any(String), liftedAt: expect.any(String) },
        contacts: [
          { at: expect.any(String), channel: 'PHONE', confirmed: ['IDENTITY', 'REQUESTS_ARE_MINE'] },
        ],
      },
    ]);
    expect(copy.requests.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['RIGHTS', 'SUPPORT']);
    expect(copy.mails.map((mail: { purpose: string }) => mail.purpose)).toContain('BILLING_NOTICE');
    // Nor what staff wrote among themselves, nor who they are; what they did is there.
    expect([note, employee].filter(inJson)).toEqual([]);
    const recorded = copy.consentHistory.filter(({ actor }: { actor: string }) => actor === 'staff');
    expect(recorded).toEqual([expect.objectContaining({ purpose: 'SURVEYS', granted: false })]);
    // Links are no part of it: they act.
    expect(text).not.toMatch(/\/links\//);
    expect(daysBetween(copy.issuedAt, until)).toBeGreaterThan(6.9);

    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html).toContain('&lt;b&gt;words&lt;/b&gt; &amp;');
    expect(html).not.toContain('<b>words');
    const page = html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(valuesOf().filter((value) => !page.includes(value))).toEqual([]);
    expect([...foreign, note, employee].filter((value) => page.includes(value))).toEqual([]);
    // JSON and page of one operation are one fetching, audited before it left.
    const [row, ...more] = (await given()).filter((one) => !before.some(({ seq }) => seq === one.seq));
    expect(more).toEqual([]);
    expect(textOf(row, 'actor')).toBe(`customer:${localIdOf(customer.id)}`);
    expect(row?.fields?.L?.map(({ S }) => S)).toEqual([...copySections]);
  });

  test('P1.6, P7.3: D356 5(3): holds to whom data was given, but what an order withholds only from its day on', async () => {
    const customerId = localIdOf(customer.id);
    const at = new Date().toISOString();
    const names = { told: canary('told '), withheld: canary('withheld '), past: canary('past ') };
    const until = { told: undefined, withheld: inDays(1), past: at };
    for (const [name, recipientName] of Object.entries(names)) {
      const row = {
        ...{ pk: `CUS#${customerId}`, sk: `DISCLOSURE#dis-${name}`, kind: 'CUSTOMER_DISCLOSURE', customerId },
        ...{ disclosureId: `dis-${name}`, recipientId: 'rec-1', recipientName, basis: 'LEGAL_ORDER' },
        ...{ purpose: 'AUTHORITY', fields: ['name'], result: 'GIVEN', version: 1, at },
        withheldUntil: until[name as keyof typeof until],
      };
      await overwrite(cloud, 'records', toItem(row));
    }
    const { json, html } = await fetchCopy(customer.token);
    expect(copySchema.safeParse(JSON.parse(json)).error?.issues).toBeUndefined();
    for (const text of [json, html]) {
      expect(text).toContain(names.told);
      expect(text).toContain(names.past);
      expect(text).not.toContain(names.withheld);
    }
  });

  test('P7.3: D356 5(3): is in both languages, every name worded', async () => {
    const { json, html } = await fetchCopy(customer.token, 'json html(language: vi)');
    expect(html).toContain('<html lang="vi">');
    expect(html).toContain('Thông tin liên hệ');
    const names = new Set<string>();
    JSON.stringify(JSON.parse(json), (name, value) => {
      if (Number.isNaN(Number(name))) names.add(name);
      return value;
    });
    for (const [, name] of schemaText.matchAll(/"(\w+)": \{/g)) if (name) names.add(name);
    for (const word of ['properties', 'items', 'instant', 'postalAddress']) names.delete(word);
    expect(
      [...names].filter((name) => name !== '' && !name.startsWith('$') && !(name in copyLabels)),
    ).toEqual([]);
  });

  test('P7.3, P6.3: D356 5(3): nothing of it is kept, said in a log, or shown to anybody else', async () => {
    await fetchCopy(customer.token);
    await mailsSettled(cloud);
    const secrets = [
      secretsOf(customer),
      { inboxes: [], values: { words, account: payment.bankAccount.number } },
    ];
    expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
    expect(await ownRights(cloud, other.token)).toEqual([]);
    const officer = await cloud.employee('privacy_officer');
    const looked = await cloud.ask(
      'query C($id: ID!) { customer(id: $id) { rightsRequests { copy { json } } } }',
      { token: officer, variables: { id: customer.id } },
    );
    expect(codesOf(looked)).toEqual(['FORBIDDEN']);
  });

  test('P7.3: D356 5(3): the same key asks once; the copy is gone after its days', async () => {
    const idempotencyKey = canary('key-');
    const first = await requestCopy(cloud, other.token, { idempotencyKey });
    expect(userErrors(first)).toEqual([]);
    expect(userErrors(await requestCopy(cloud, other.token, { idempotencyKey }))).toEqual([]);
    expect(userErrors(await requestCopy(cloud, other.token, { idempotencyKey, why: 'else' }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED at input.idempotencyKey',
    ]);
    expect(await ownRights(cloud, other.token)).toHaveLength(1);
    expect((await fetchCopy(other.token)).json).toContain(otherWords);
    const rows = await recordsOf(cloud, 'RIGHTS_REQUEST');
    const row = rows.find((one) => textOf(one, 'customerId') === localIdOf(other.id));
    const over = new Date(Date.now() - 1000).toISOString();
    await overwrite(cloud, 'records', { ...row, copyUntil: { S: over } });
    expect(await fetchCopy(other.token)).toBeNull();
  });

  test('P6.2: copies are fetched so many times an hour, and a row that was moved is none', async () => {
    const greedy = await servedCustomer(cloud);
    await requestCopy(cloud, greedy.token);
    const refused: unknown[] = [];
    // An hour may end meanwhile, and the count begin anew.
    for (let n = 0; n < 2 * limits.copiesPerHour + 1 && refused.length === 0; n++) {
      const answer = await cloud.ask('{ me { rightsRequests { copy { json } } } }', { token: greedy.token });
      refused.push(...codesOf(answer));
    }
    expect(refused).toEqual(['RATE_LIMITED']);
    const rows = await recordsOf(cloud, 'RIGHTS_REQUEST');
    const row = rows.find((one) => textOf(one, 'customerId') === localIdOf(other.id));
    await overwrite(cloud, 'records', { ...row, pk: { S: `CUS#${localIdOf(greedy.id)}` } });
    const moved = await cloud.ask('{ me { rightsRequests { id } } }', { token: greedy.token });
    expect(moved.data?.me?.rightsRequests ?? null).toBeNull();
  });
});
