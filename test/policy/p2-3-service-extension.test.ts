import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { rowsOf, setConsents } from '../harness/consents.ts';
import { inDays } from '../harness/days.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled, mailsTo } from '../harness/mails.ts';
import { putServiceTerm, type Served, servedCustomer } from '../harness/notices.ts';
import { changes, scanTables, type Tables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
/** A clock that is set ahead starts cold each time. */
vi.setConfig({ testTimeout: 90_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(async () => {
  await Promise.all([...clocks.values()].map(async (beside) => (await beside).stop()));
  await cloud.stop();
});

/** What was written, but for what becomes of mails that are on their way. */
const written = (before: Tables, after: Tables) =>
  changes(before, after).filter((one) => !/ MAIL(_|$)/.test(one));

const day = 24;
/** One for each time that it is set ahead by: each starts cold. */
const clocks = new Map<number, Promise<Beside>>();
/** What the clock does at a minute so many hours ahead. */
async function clockAt(hoursAhead: number, times = 1) {
  const kept = clocks.get(hoursAhead) ?? startBeside(cloud, { functions: ['clock'], hoursAhead });
  clocks.set(hoursAhead, kept);
  const beside = await kept;
  for (let n = 0; n < times; n++) await beside.invoke('clock', {});
}
const put = async (served: Served, serviceRef: string, days: number, product = 'hosting') => {
  const answer = await putServiceTerm(cloud, served, { serviceRef, product, expiresAt: inDays(days) });
  expect(userErrors(answer)).toEqual([]);
  return answer.data.putServiceTerm.serviceTerm;
};
const noticesTo = async ({ email }: Served, serviceRef: string) =>
  (await mailsTo(cloud, email)).filter(({ text }) => text.includes(serviceRef)).reverse();
const domain = () => `${canary('d')}.vn`;

test('P2.3: the customer is told 30, 7 and 1 days before a service ends, each once', async () => {
  const served = await servedCustomer(cloud, { changes: { language: 'en' } });
  const name = domain();
  const term = await put(served, name, 40);
  expect(Date.parse(term.expiresAt) - Date.parse(term.nextNoticeAt)).toBe(30 * day * 3_600_000);
  for (const ahead of [9.9, 10.1, 33.1, 39.1, 41]) await clockAt(ahead * day, 2);
  const told = await noticesTo(served, name);
  expect(told.map(({ text }) => /(\d+ days?)/.exec(text)?.[1])).toEqual(['30 days', '7 days', '1 day']);
  for (const { text, html } of told) for (const part of [text, html]) expect(part).toContain('hosting');

  await mailsSettled(cloud);
  const secrets = [{ inboxes: [served.email], values: { name } }];
  expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
  const found = await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { name } }] });
  expect(found.length).toBeGreaterThan(0);
});

test('P2.3: the customer reads the services with their names, staff without', async () => {
  const served = await servedCustomer(cloud);
  const names = [domain(), domain()] as const;
  await put(served, names[0], 60);
  await put(served, names[1], 20, 'mail.basic');
  const own = await cloud.ask('{ me { services { name product expiresAt nextNoticeAt } } }', {
    token: served.token,
  });
  expect(own.data.me.services).toMatchObject([
    { name: names[1], product: 'mail.basic' },
    { name: names[0], product: 'hosting' },
  ]);
  const query = 'query ($id: ID!) { customer(id: $id) { services { product expiresAt nextNoticeAt } } }';
  for (const role of ['support', 'billing', 'privacy_officer']) {
    const variables = { id: served.id };
    const seen = await cloud.ask(query, { token: await cloud.employee(role), variables });
    expect(seen.data.customer.services).toMatchObject([{ product: 'mail.basic' }, { product: 'hosting' }]);
    for (const name of names) expect(seen.text).not.toContain(name);
  }
  const marketing = await cloud.ask(query, {
    token: await cloud.employee('legal'),
    variables: { id: served.id },
  });
  expect(codesOf(marketing)).toEqual(['FORBIDDEN']);
});

test('P2.3: renewed or ended, nothing is told of the old end; a notice that waited is not sent', async () => {
  const served = await servedCustomer(cloud);
  const [renewed, ended, waiting] = [domain(), domain(), domain()] as const;
  for (const name of [renewed, ended, waiting]) await put(served, name, 40);
  await put(served, renewed, 400);
  await put(served, ended, -1);
  // SES takes nothing: the notice is queued, and waits.
  cloud.ses.setFault(() => ({ kind: 'refuse', code: 'Throttling', status: 400 }));
  await clockAt(10.1 * day);
  cloud.ses.setFault(undefined);
  const extension = async () =>
    (await rowsOf(cloud, served.id, 'MAIL')).filter((row) => textOf(row, 'purpose') === 'SERVICE_EXTENSION');
  expect((await extension()).map((row) => textOf(row, 'state'))).toEqual(['QUEUED']);
  await put(served, waiting, 400);
  expect((await extension()).map((row) => [textOf(row, 'state'), textOf(row, 'reason')])).toEqual([
    ['SUPPRESSED', 'TERM_CHANGED'],
  ]);
  for (const ahead of [10.1, 33.1, 39.1, 41]) await clockAt(ahead * day);
  for (const name of [renewed, ended, waiting]) expect(await noticesTo(served, name)).toEqual([]);
  // The new end has its own notices.
  await clockAt(370.5 * day);
  for (const name of [renewed, waiting]) expect(await noticesTo(served, name)).toHaveLength(1);
  expect(await noticesTo(served, ended)).toEqual([]);
});

test('P2.3: after the clock stood still, what makes sense is told, and no more', async () => {
  const served = await servedCustomer(cloud, { changes: { language: 'en' } });
  const [late, over] = [domain(), domain()] as const;
  await put(served, late, 43);
  await put(served, over, 38);
  await clockAt(39.1 * day, 2);
  const told = await noticesTo(served, late);
  expect(told.map(({ text }) => /(\d+ days?)/.exec(text)?.[1])).toEqual(['4 days']);
  expect(await noticesTo(served, over)).toEqual([]);
});

test('P2.3, P2.6: what the customer refused is kept as suppressed, and not sent', async () => {
  const served = await servedCustomer(cloud);
  const name = domain();
  await put(served, name, 40);
  const refusal = { purpose: 'SERVICE_EXTENSION', channel: 'EMAIL', granted: false };
  expect(userErrors(await setConsents(cloud, served.token, { consents: [refusal] }))).toEqual([]);
  const unverified = await servedCustomer(cloud, { verified: false });
  await put(unverified, name, 40);
  await clockAt(10.1 * day, 2);
  for (const [who, reason] of [
    [served, 'REFUSED'],
    [unverified, 'ADDRESS_UNVERIFIED'],
  ] as const) {
    const rows = await rowsOf(cloud, who.id, 'MAIL');
    const kept = rows.filter((row) => textOf(row, 'purpose') === 'SERVICE_EXTENSION');
    expect(kept.map((row) => [textOf(row, 'state'), textOf(row, 'reason')])).toEqual([
      ['SUPPRESSED', reason],
    ]);
    expect(await noticesTo(who, name)).toEqual([]);
  }
});

test('P2.3: a clock struck in the middle, again and again, tells each customer once', async () => {
  const all = await Promise.all([1, 2, 3].map(() => servedCustomer(cloud)));
  const name = domain();
  for (const served of all) await put(served, name, 31);
  const beside = await startBeside(cloud, { functions: ['clock'], hoursAhead: 1.1 * day });
  let transactions = 0;
  // Of every three transactions one is done and its answer lost, and one is refused.
  beside.dynamo.setFault((call) => {
    if (call.operation !== 'TransactWriteItems') return undefined;
    transactions += 1;
    return ([undefined, 'LOST', 'BROKEN'] as const)[transactions % 3];
  });
  for (let n = 0; n < 2; n++) await beside.invoke('clock', {}).catch(() => {});
  expect(transactions).toBeGreaterThan(6);
  beside.dynamo.setFault(undefined);
  await beside.invoke('clock', {});
  await beside.stop();
  await clockAt(10.1 * day);
  for (const served of all) {
    const rows = await rowsOf(cloud, served.id, 'MAIL');
    expect(rows.filter((row) => textOf(row, 'purpose') === 'SERVICE_EXTENSION')).toHaveLength(1);
    expect(await noticesTo(served, name)).toHaveLength(1);
  }
});

test('P2.3: what is no term is refused with its place, and nothing is written', async () => {
  const served = await servedCustomer(cloud);
  await mailsSettled(cloud);
  const good = { serviceRef: domain(), product: 'hosting', expiresAt: inDays(40) };
  const before = await scanTables(cloud);
  for (const [change, expected] of [
    [{ serviceRef: ' ' }, 'REQUIRED at input.serviceRef'],
    [{ serviceRef: 'x'.repeat(254) }, 'TOO_LONG at input.serviceRef'],
    [{ serviceRef: 'a\u0007b' }, 'UNSUPPORTED_CHARACTER at input.serviceRef'],
    [{ product: 'Gói của anh Nam' }, 'INVALID_FORMAT at input.product'],
    [{ customer: { system: 'billing', number: 'a b' } }, 'INVALID_FORMAT at input.customer.number'],
  ] as const)
    expect(userErrors(await putServiceTerm(cloud, served, { ...good, ...change }))).toEqual([expected]);
  expect(written(before, await scanTables(cloud))).toEqual([]);
  expect(userErrors(await putServiceTerm(cloud, served, { ...good, expiresAt: inDays(-1) }))).toEqual([
    'IN_THE_PAST at input.expiresAt',
  ]);
  const unknown = { system: 'billing', number: canary('n-') };
  expect(userErrors(await putServiceTerm(cloud, served, { ...good, customer: unknown }))).toEqual([
    'NOT_FOUND at input.customer',
  ]);
  expect(written(before, await scanTables(cloud))).toEqual([
    '+ audit PUT_SERVICE_TERM',
    '+ records IDEMPOTENCY',
    '+ records IDEMPOTENCY',
  ]);
  for (const token of [served.billing, served.token, await cloud.employee('support', 'billing')])
    expect(codesOf(await putServiceTerm(cloud, served, good, token))).toEqual(['FORBIDDEN']);
});
