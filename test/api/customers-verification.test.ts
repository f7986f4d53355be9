import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  eventually,
  follow,
  mailsSettled,
  mailsTo,
  verificationLink,
  waitForMails,
} from '../harness/mails.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { changes, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const stateOf = async ({ token }: Pick<Registered, 'token'>) =>
  (await cloud.ask('{ me { email { state } } }', { token })).data.me.email.state;
const verify = (token: string, at: Pick<TestCloud, 'ask'> = cloud) =>
  at.ask(
    'mutation ($token: String!) { verifyEmail(input: { token: $token }) { verified errors { code path message } } }',
    { variables: { token } },
  );
const tokenIn = (link: string) => link.split('/').at(-1) ?? '';
const withSecret = (link: string, secret: string) => link.replace(/\.[^.]+$/, `.${secret}`);

async function waiting() {
  const customer = await registerCustomer(cloud);
  const link = await verificationLink(cloud, customer.email);
  await mailsSettled(cloud);
  return { ...customer, link };
}

describe('the link in the mail', () => {
  test('looking changes nothing, however often; the button confirms, once', async () => {
    const customer = await waiting();
    const before = await scanTables(cloud);
    for (const method of ['GET', 'GET', 'HEAD'])
      expect((await follow(customer.link, method).catch(() => ({ status: 403 }))).status).not.toBe(500);
    const page = await follow(customer.link, 'GET');
    expect([page.status, page.page.includes('<form method="post">')]).toEqual([200, true]);
    expect(page.page.includes(tokenIn(customer.link)) || page.page.includes(customer.name)).toBe(false);
    expect(changes(before, await scanTables(cloud))).toEqual([]);
    expect(await stateOf(customer)).toBe('UNVERIFIED');

    expect((await follow(customer.link)).status).toBe(200);
    expect(await stateOf(customer)).toBe('VERIFIED');
    const after = await scanTables(cloud);
    expect(changes(before, after).filter((change) => !/audit|keys/.test(change))).toEqual([
      '+ records CHANGE',
      '+ records EMAIL_OWNER',
      '- records EMAIL_CLAIM',
      '~ records CONTACT_STATE',
      '~ records CUSTOMER',
      '~ records TOKEN',
    ]);
    expect(changes(before, after)).toContain('+ audit VERIFY_EMAIL');

    expect((await follow(customer.link)).status).toBe(410);
    expect(userErrors(await verify(tokenIn(customer.link)))).toEqual(['LINK_USED at input.token']);
    expect(changes(after, await scanTables(cloud))).toEqual([]);
  });

  test('the API does the same as the page', async () => {
    const customer = await waiting();
    expect((await verify(tokenIn(customer.link))).data.verifyEmail).toEqual({ verified: true, errors: [] });
    expect(await stateOf(customer)).toBe('VERIFIED');
    expect((await follow(customer.link)).status).toBe(410);
  });

  test('pressed twice at the same moment it confirms once', async () => {
    const customer = await waiting();
    const pages = await Promise.all([1, 2, 3, 4].map(() => follow(customer.link)));
    expect(pages.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(pages.every(({ status }) => [200, 410].includes(status))).toBe(true);
    const rows = (await scanTables(cloud)).audit.filter(
      (row) =>
        textOf(row, 'action') === 'VERIFY_EMAIL' && textOf(row, 'customerId') === localIdOf(customer.id),
    );
    expect(rows).toHaveLength(1);
  });

  test('wrong secrets are counted, and after five the right one is no use', async () => {
    const customer = await waiting();
    for (let n = 0; n < 4; n++)
      expect((await follow(withSecret(customer.link, 'A'.repeat(43)))).status).toBe(400);
    expect(await stateOf(customer)).toBe('UNVERIFIED');
    // The fifth at the latest; by either door.
    expect(userErrors(await verify(tokenIn(withSecret(customer.link, 'B'.repeat(43)))))).toEqual([
      'LINK_INVALID at input.token',
    ]);
    expect((await follow(customer.link)).status).toBe(400);
    expect(userErrors(await verify(tokenIn(customer.link)))).toEqual(['LINK_INVALID at input.token']);
    expect(await stateOf(customer)).toBe('UNVERIFIED');
  });

  test('four wrong secrets do no harm', async () => {
    const customer = await waiting();
    for (let n = 0; n < 4; n++) await follow(withSecret(customer.link, 'A'.repeat(43)));
    expect((await follow(customer.link)).status).toBe(200);
  });

  test('after two days it has expired, and another can be asked for', async () => {
    const customer = await waiting();
    const later = await startBeside(cloud, { hoursAhead: 49 });
    const there = customer.link.replace(cloud.url, later.url);
    expect((await follow(there)).status).toBe(410);
    expect(userErrors(await verify(tokenIn(customer.link), later))).toEqual(['LINK_EXPIRED at input.token']);
    expect(await stateOf(customer)).toBe('UNVERIFIED');
    await later.stop();
    // The clock set right again, it is good: nothing was used up.
    expect((await follow(customer.link)).status).toBe(200);
  });

  test.each([
    'xyzzy',
    'plugh.xyzzy',
    `${'0'.repeat(26)}.${'A'.repeat(43)}`,
    '..%2f..',
    '%F0%9F%98%80',
    'A'.repeat(5000),
  ])('what is no link is refused: %s', async (token) => {
    const before = await scanTables(cloud);
    const { status, page } = await follow(`${cloud.url}/links/verify-email/${token}`);
    expect([400, 403, 404]).toContain(status);
    expect(page.includes(token)).toBe(false);
    expect(userErrors(await verify(token))).toEqual(['LINK_INVALID at input.token']);
    expect(changes(before, await scanTables(cloud))).toEqual([]);
  });
});

describe('asking for the mail again', () => {
  const resend = (token: string, key = canary('key-')) =>
    cloud.ask(
      'mutation ($key: String!) { resendVerification(input: { idempotencyKey: $key }) { me { id } errors { code path } } }',
      { token, variables: { key } },
    );
  const refusals = (answer: Awaited<ReturnType<typeof resend>>) =>
    answer.data ? userErrors(answer) : codesOf(answer);

  test('brings a link of its own, three times an hour', async () => {
    const customer = await waiting();
    let sent = 0;
    let answer = await resend(customer.token);
    // An hour may end meanwhile.
    for (; refusals(answer).length === 0 && sent < 7; answer = await resend(customer.token)) sent++;
    expect(codesOf(answer)).toEqual(['RATE_LIMITED']);
    expect(answer.errors[0]?.extensions.retryAfter).toBeGreaterThan(0);
    expect(sent).toBeGreaterThanOrEqual(3);
    expect(sent).toBeLessThanOrEqual(6);
    const mails = await waitForMails(cloud, customer.email, 1 + sent);
    const links = new Set(mails.map((mail) => mail.links.find((link) => link.includes('/verify-email/'))));
    expect(links.size).toBe(1 + sent);
    // Any of them will do, and the others are of no use afterwards.
    const [newest, ...older] = [...links] as string[];
    expect((await follow(newest as string)).status).toBe(200);
    for (const link of older) expect((await follow(link)).status).toBe(200);
    expect(userErrors(await verify(tokenIn(older[0] as string)))).toEqual([
      'ALREADY_VERIFIED at input.token',
    ]);
    expect(refusals(await resend(customer.token))).toEqual(['ALREADY_VERIFIED at input']);
  });

  test('the same key asks once', async () => {
    const customer = await waiting();
    const key = canary('key-');
    for (let n = 0; n < 3; n++) expect(refusals(await resend(customer.token, key))).toEqual([]);
    await mailsSettled(cloud);
    expect(await mailsTo(cloud, customer.email)).toHaveLength(2);
  });

  test('prolongs the claim on the address', async () => {
    const customer = await waiting();
    const claim = async () => {
      const all = await recordsOf(cloud, 'EMAIL_CLAIM');
      return textOf(
        all.find((item) => textOf(item, 'ownerId') === localIdOf(customer.id)),
        'endsAt',
      );
    };
    const before = await claim();
    expect(refusals(await resend(customer.token))).toEqual([]);
    await eventually(async () => ((await claim()) > before ? true : undefined));
  });
});
