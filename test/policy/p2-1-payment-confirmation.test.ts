import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { refuseAllEmail, rowsOf, setConsents } from '../harness/consents.ts';
import { inDays } from '../harness/days.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled, mailsTo, waitForMails } from '../harness/mails.ts';
import { sendNotice, servedCustomer } from '../harness/notices.ts';
import { changes, scanTables, type Tables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** What was written, but for what becomes of mails that are on their way. */
const written = (before: Tables, after: Tables) =>
  changes(before, after).filter((one) => !/ MAIL(_|$)/.test(one));

const paid = { amount: 1_250_000, currency: 'VND' };
const payment = () => ({
  paymentReference: canary('PAY-'),
  paid,
  paidAt: '2026-11-22T05:00:00Z',
  method: canary('method '),
  service: `${canary('d')}.vn`,
});

test('P2.1: a confirmation arrives with its amount, in the language of the customer, and is sealed in the table', async () => {
  const given = [];
  for (const [language, words, amount] of [
    ['vi', 'CloudFly đã nhận được thanh toán của Quý khách', '1.250.000'],
    ['en', 'CloudFly has received your payment', '1,250,000'],
  ] as const) {
    const served = await servedCustomer(cloud, { changes: { language } });
    const paymentConfirmation = payment();
    const answer = await sendNotice(cloud, served, { paymentConfirmation });
    expect(userErrors(answer)).toEqual([]);
    expect(answer.data.sendNotice.mail).toMatchObject({
      purpose: 'PAYMENT_CONFIRMATION',
      requested: { allowed: true, reason: 'AGREEMENT', rules: ['P1.3'] },
    });
    const [mail] = await waitForMails(cloud, served.email, 2);
    expect(mail?.subject).toBe(words);
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain(amount);
      expect(part).toContain(paymentConfirmation.paymentReference);
      expect(part).toContain(paymentConfirmation.service);
    }
    const { paymentReference, method, service } = paymentConfirmation;
    given.push({ inboxes: [served.email], values: { paymentReference, method, service } });
  }
  await mailsSettled(cloud);
  expect(await searchForLeaks(cloud, { secrets: given })).toEqual([]);
  // The search did look: without the inboxes it finds what the mails say.
  const everywhere = given.map(({ values }) => ({ inboxes: [], values }));
  const found = await searchForLeaks(cloud, { secrets: everywhere });
  expect(new Set(found.map(({ what }) => what))).toEqual(new Set(['paymentReference', 'method', 'service']));
});

test('P2.1: asked again with the same key it is sent once, and the row says who asked', async () => {
  const served = await servedCustomer(cloud);
  const input = { idempotencyKey: canary('key-'), paymentConfirmation: payment() };
  const first = await sendNotice(cloud, served, input);
  const again = await sendNotice(cloud, served, input);
  expect(again.data.sendNotice.mail.id).toBe(first.data.sendNotice.mail.id);
  expect(userErrors(await sendNotice(cloud, served, { ...input, paymentConfirmation: payment() }))).toEqual([
    'IDEMPOTENCY_KEY_REUSED at input.idempotencyKey',
  ]);
  await waitForMails(cloud, served.email, 2);
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, served.email)).toHaveLength(2);
  const rows = await rowsOf(cloud, served.id, 'MAIL');
  const asked = rows.filter((row) => textOf(row, 'purpose') === 'PAYMENT_CONFIRMATION');
  expect(asked.map((row) => textOf(row, 'requestedBy'))).toEqual(['service:billing-service']);
  const { audit } = await scanTables(cloud);
  const acts = audit.filter((row) => textOf(row, 'mailId') === textOf(asked[0], 'id'));
  expect(acts.map((row) => [textOf(row, 'action'), textOf(row, 'actor')])).toContainEqual([
    'SEND_NOTICE',
    'service:billing-service',
  ]);
});

test('P2.1, P2.6: refused by the customer, it is not sent; the service is told at once, and the row is kept', async () => {
  const refusal = { purpose: 'PAYMENT_CONFIRMATION', channel: 'EMAIL', granted: false };
  const served = await servedCustomer(cloud);
  expect(userErrors(await setConsents(cloud, served.token, { consents: [refusal] }))).toEqual([]);
  const answer = await sendNotice(cloud, served, { paymentConfirmation: payment() });
  expect(userErrors(answer)).toEqual([]);
  expect(answer.data.sendNotice.mail).toMatchObject({
    state: 'SUPPRESSED',
    requested: { allowed: false, reason: 'REFUSED', rules: ['P2.6', 'D91 13(4)'] },
  });
  // Another purpose is not touched by it.
  const other = await sendNotice(cloud, served, { billingNotice: { invoiceNumber: 'INV-1', due: paid } });
  expect(other.data.sendNotice.mail.requested.allowed).toBe(true);
  const all = await servedCustomer(cloud);
  expect(userErrors(await refuseAllEmail(cloud, all.token))).toEqual([]);
  const none = await sendNotice(cloud, all, { paymentConfirmation: payment() });
  expect(none.data.sendNotice.mail).toMatchObject({ state: 'SUPPRESSED', requested: { reason: 'REFUSED' } });
  await mailsSettled(cloud);
  for (const { email } of [served, all])
    for (const { subject } of await mailsTo(cloud, email))
      expect(subject).not.toMatch(/thanh toán của Quý khách/);
});

test('P2.1, P3.3: an address that is not confirmed gets nothing confidential', async () => {
  const served = await servedCustomer(cloud, { verified: false });
  const answer = await sendNotice(cloud, served, { paymentConfirmation: payment() });
  expect(answer.data.sendNotice.mail).toMatchObject({
    state: 'SUPPRESSED',
    requested: { allowed: false, reason: 'ADDRESS_UNVERIFIED' },
  });
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, served.email)).toHaveLength(1);
});

test('P2.1, P2.6: planned for later, it waits; a refusal in between keeps it from being sent', async () => {
  const served = await servedCustomer(cloud);
  const other = await servedCustomer(cloud);
  const sendAt = inDays(4);
  for (const one of [served, other]) {
    const answer = await sendNotice(cloud, one, { paymentConfirmation: payment(), sendAt });
    expect(answer.data.sendNotice.mail.state).toBe('QUEUED');
  }
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, served.email)).toHaveLength(1);
  expect(userErrors(await refuseAllEmail(cloud, other.token))).toEqual([]);
  const later = await startBeside(cloud, { functions: ['clock'], hoursAhead: 4 * 24 + 1 });
  await later.invoke('clock', {});
  await later.stop();
  expect(await mailsTo(cloud, served.email)).toHaveLength(2);
  const rows = await rowsOf(cloud, other.id, 'MAIL');
  const mine = rows.find((row) => textOf(row, 'purpose') === 'PAYMENT_CONFIRMATION');
  expect([textOf(mine, 'state'), textOf(mine, 'reason')]).toEqual(['SUPPRESSED', 'REFUSED']);
});

test('P2.1: what cannot be sent is refused with its place, and nothing is written', async () => {
  const served = await servedCustomer(cloud);
  await mailsSettled(cloud);
  const paymentConfirmation = payment();
  const wrong: readonly [Readonly<Record<string, unknown>>, readonly string[]][] = [
    [{}, ['REQUIRED at input']],
    [
      { paymentConfirmation, serviceNotice: { kind: 'OUTAGE', service: 'x' } },
      ['INVALID_FORMAT at input.serviceNotice'],
    ],
    [
      { paymentConfirmation: { ...paymentConfirmation, method: 'a\r\nBcc: x@mail.example' } },
      ['UNSUPPORTED_CHARACTER at input.paymentConfirmation.method'],
    ],
    [
      { paymentConfirmation: { ...paymentConfirmation, method: 'VISA 4111 1111 1111 1111' } },
      ['CARD_NUMBER_NOT_ACCEPTED at input.paymentConfirmation.method'],
    ],
    [
      { paymentConfirmation: { ...paymentConfirmation, service: 'x'.repeat(201) } },
      ['TOO_LONG at input.paymentConfirmation.service'],
    ],
    [
      { paymentConfirmation: { ...paymentConfirmation, paid: { amount: 0.5, currency: 'dong' } } },
      [
        'INVALID_FORMAT at input.paymentConfirmation.paid.amount',
        'INVALID_FORMAT at input.paymentConfirmation.paid.currency',
      ],
    ],
    [
      { paymentConfirmation, customer: { system: 'Billing', number: '' } },
      ['INVALID_FORMAT at input.customer.system', 'REQUIRED at input.customer.number'],
    ],
    [{ paymentConfirmation, idempotencyKey: 'short' }, ['IDEMPOTENCY_KEY_INVALID at input.idempotencyKey']],
  ];
  const before = await scanTables(cloud);
  for (const [input, expected] of wrong)
    expect(userErrors(await sendNotice(cloud, served, input))).toEqual(expected);
  expect(written(before, await scanTables(cloud))).toEqual([]);

  // These depend on what is: the answer is kept for its key, and a number that nobody has is audited.
  const judged: readonly [Readonly<Record<string, unknown>>, readonly string[]][] = [
    [{ paymentConfirmation, sendAt: inDays(-1) }, ['IN_THE_PAST at input.sendAt']],
    [{ paymentConfirmation, sendAt: inDays(400) }, ['INVALID_FORMAT at input.sendAt']],
    [
      { paymentConfirmation, customer: { system: 'billing', number: canary('n-') } },
      ['NOT_FOUND at input.customer'],
    ],
  ];
  for (const [input, expected] of judged)
    expect(userErrors(await sendNotice(cloud, served, input))).toEqual(expected);
  expect(written(before, await scanTables(cloud))).toEqual([
    '+ audit SEND_NOTICE',
    ...judged.map(() => '+ records IDEMPOTENCY'),
  ]);
});

test('P2.1: only a service with the scope may send', async () => {
  const served = await servedCustomer(cloud);
  const input = { paymentConfirmation: payment() };
  const others = [
    await cloud.service('billing-service', ['customers:read', 'services:write']),
    await cloud.employee('billing', 'support', 'privacy_officer'),
    served.token,
  ];
  for (const token of others) {
    const answer = await sendNotice(cloud, served, input, token);
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  }
});
