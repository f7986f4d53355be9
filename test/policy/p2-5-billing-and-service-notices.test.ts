import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { setConsents } from '../harness/consents.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled, mailsTo, waitForMails } from '../harness/mails.ts';
import { sendNotice, servedCustomer } from '../harness/notices.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const billing = () => ({
  invoiceNumber: canary('INV-'),
  due: { amount: 990_000, currency: 'VND' },
  dueAt: '2026-12-31T10:00:00Z',
  service: `${canary('d')}.vn`,
});
const outage = (kind = 'OUTAGE') => ({
  kind,
  service: `${canary('d')}.vn`,
  from: '2026-11-22T05:00:00Z',
  details: canary('details '),
});

test('P2.5: an invoice, an outage and its end each arrive with what they tell, and are sealed in the table', async () => {
  const served = await servedCustomer(cloud, { changes: { language: 'en' } });
  const billingNotice = billing();
  const notices = ['MAINTENANCE', 'OUTAGE', 'RESOLVED', 'CHANGE'].map(outage);
  const asked = [{ billingNotice }, ...notices.map((serviceNotice) => ({ serviceNotice }))];
  for (const input of asked) {
    const answer = await sendNotice(cloud, served, input);
    expect(userErrors(answer)).toEqual([]);
    expect(answer.data.sendNotice.mail).toMatchObject({
      purpose: 'billingNotice' in input ? 'BILLING_NOTICE' : 'SERVICE_NOTICE',
      requested: { allowed: true, reason: 'AGREEMENT' },
    });
  }
  const mails = await waitForMails(cloud, served.email, 1 + asked.length);
  const wordsOf = (word: string) =>
    mails.filter(({ text, html }) => text.includes(word) && html.includes(word));
  const [invoice] = wordsOf(billingNotice.invoiceNumber);
  expect(invoice?.text).toContain('990,000');
  for (const { service, details } of notices)
    expect(wordsOf(service).map(({ text }) => text.includes(details))).toEqual([true]);
  // Each kind says what it is in its own words.
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(mails.length);
  // None of it is advertising.
  for (const { subject } of mails) expect(subject).not.toContain('[QC]');

  await mailsSettled(cloud);
  const { invoiceNumber, service } = billingNotice;
  const values = Object.fromEntries(
    [invoiceNumber, service, ...notices.flatMap((one) => [one.service, one.details])].map((value, n) => [
      `value ${n}`,
      value,
    ]),
  );
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [served.email], values }] })).toEqual([]);
});

test('P2.5, P2.6: each is refused alone, and the service is told why', async () => {
  const served = await servedCustomer(cloud);
  const ask = async () => {
    const answers = [
      await sendNotice(cloud, served, { billingNotice: billing() }),
      await sendNotice(cloud, served, { serviceNotice: outage() }),
    ];
    return answers.map(({ data }) => data.sendNotice.mail.requested.reason);
  };
  expect(await ask()).toEqual(['AGREEMENT', 'AGREEMENT']);
  const refuse = async (purpose: string) =>
    setConsents(cloud, served.token, { consents: [{ purpose, channel: 'EMAIL', granted: false }] });
  expect(userErrors(await refuse('SERVICE_NOTICE'))).toEqual([]);
  expect(await ask()).toEqual(['AGREEMENT', 'REFUSED']);
  expect(userErrors(await refuse('BILLING_NOTICE'))).toEqual([]);
  expect(await ask()).toEqual(['REFUSED', 'REFUSED']);
});

test('P2.5, P3.3: nothing goes to an address that is not confirmed', async () => {
  const served = await servedCustomer(cloud, { verified: false });
  for (const input of [{ billingNotice: billing() }, { serviceNotice: outage() }]) {
    const answer = await sendNotice(cloud, served, input);
    expect(answer.data.sendNotice.mail).toMatchObject({
      state: 'SUPPRESSED',
      requested: { allowed: false, reason: 'ADDRESS_UNVERIFIED' },
    });
  }
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, served.email)).toHaveLength(1);
});

test('P2.5: a link that is none, and money that is none, are refused', async () => {
  const served = await servedCustomer(cloud);
  const good = billing();
  for (const [change, expected] of [
    [{ link: 'javascript:alert(1)' }, ['INVALID_FORMAT at input.billingNotice.link']],
    [{ link: 'https://pay.example/\r\nBcc: x' }, ['UNSUPPORTED_CHARACTER at input.billingNotice.link']],
    [{ due: { amount: 1e300, currency: 'VND' } }, ['INVALID_FORMAT at input.billingNotice.due.amount']],
    [{ invoiceNumber: '' }, ['REQUIRED at input.billingNotice.invoiceNumber']],
  ] as const)
    expect(userErrors(await sendNotice(cloud, served, { billingNotice: { ...good, ...change } }))).toEqual(
      expected,
    );
});
