import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSites, sitesOf } from '../../local/sites.ts';
import {
  changeName,
  formOf,
  goTo,
  openDemo,
  problemsOf,
  sectionOf,
  seeRegistered,
  signIn,
  signOut,
  signUp,
} from '../demo/walk-sign-up.ts';
import { findChromium, launchChromium } from '../graphiql/chromium.ts';
import { type Watched, watchPage } from '../graphiql/watch-page.ts';
import { runQuery, signInAsStaff } from '../graphiql/work-as-staff.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';

const found = findChromium() !== undefined;
if (!found) console.warn('SKIPPED: the browser walk, for there is no Chromium on the PATH.');

const patience = 60_000;
const secret = canary('walk');
const newcomer = {
  name: `Trần Thị ${secret.replace(/\d/g, 'x')}`,
  email: `${secret}@example.com`,
  phone: '0912 345 678',
  address: { line: '12 Trần Phú', ward: 'Hải Châu', province: 'Đà Nẵng' },
};

/** From sign-up to the audit trail, each step as its user takes it. */
describe.skipIf(!found)(
  'a customer signs up, and only the right people read',
  { timeout: 3 * patience },
  () => {
    let cloud: TestCloud;
    let browser: Browser;
    let customerId: string;

    beforeAll(async () => {
      await buildSites();
      [cloud, browser] = await Promise.all([startTestCloud({ sites: sitesOf }), launchChromium()]);
    }, 2 * patience);
    afterAll(async () => {
      await browser?.close();
      await cloud?.stop();
    });

    const withPage = async (act: (page: Page, watched: Watched) => Promise<void>) => {
      const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const inbox = new URL(cloud.inboxUrl).origin;
      const watched = watchPage(page, [cloud.url, cloud.oidc.url, inbox]);
      try {
        await act(page, watched);
        expect(watched).toEqual({ foreignRequests: [], policyViolations: [], pageErrors: [] });
      } finally {
        await context.close();
      }
    };

    const asStaff = (page: Page, role: string) => signInAsStaff(page, cloud.url, role);

    it('signs up with real data and confirms the address from the inbox', () =>
      withPage(async (page) => {
        await openDemo(page, cloud.url);
        await signIn(page, secret);
        await signUp(page, newcomer);
        await seeRegistered(page);
        await expect
          .poll(
            async () => {
              await page.goto(`${cloud.inboxUrl}?to=${encodeURIComponent(newcomer.email)}`);
              return page.getByRole('link', { name: /CloudFly/ }).count();
            },
            { timeout: patience },
          )
          .toBeGreaterThan(0);
        const [mail] = (await (await fetch(`${cloud.inboxUrl}.json?to=${newcomer.email}`)).json()) as {
          links: string[];
        }[];
        const link = mail?.links.find((one) => one.includes('/links/verify-email/'));
        await page.goto(link ?? '');
        await page.getByRole('button').click();
        await page.waitForLoadState();
        const token = await cloud.customer(secret);
        const { data } = await cloud.ask('{ me { id email { address state } } }', { token });
        expect(data.me.email).toEqual({ address: newcomer.email, state: 'VERIFIED' });
        customerId = data.me.id;
      }));

    it('is told what is wrong at each field, and changes the own name afterwards', () =>
      withPage(async (page) => {
        await openDemo(page, cloud.url);
        await signIn(page, `${secret}-two`);
        await signUp(page, { ...newcomer, name: '4111 1111 1111 1111', phone: '12' });
        const problems = await problemsOf(formOf(page, 'signUpTitle'));
        expect(Object.keys(problems).sort()).toEqual(['name', 'phone']);
        await signOut(page);

        const context = await page.context().browser()?.newContext();
        const own = await context?.newPage();
        if (!own) throw new Error('no page');
        await openDemo(own, cloud.url);
        await signIn(own, secret);
        await goTo(own, 'account');
        await changeName(own, 'Trần Thị Mới');
        expect(await sectionOf(own, 'consentsTitle').textContent()).toContain('Agreed');
        await context?.close();
        const { data } = await cloud.ask('{ me { name } }', { token: await cloud.customer(secret) });
        expect(data.me.name).toBe('Trần Thị Mới');
      }));

    it('support reads a masked and a clear value, and is refused a payment value', () =>
      withPage(async (page) => {
        await asStaff(page, 'support');
        const masked = await runQuery(
          page,
          '{ customers(first: 5) { nodes { id name { masked } email { masked } } } }',
        );
        expect(JSON.parse(masked).data.customers.nodes[0].name.masked).toBe('T•••');
        expect(masked).not.toContain(secret);

        const clear = `{ customer(id: "${customerId}") { email { value } phone { value } } }`;
        expect(await runQuery(page, clear)).toContain('PURPOSE_REQUIRED');
        await page.getByLabel('Purpose').selectOption('CUSTOMER_REQUEST');
        await page.getByLabel('Reference').fill('SUP-1024');
        expect(JSON.parse(await runQuery(page, clear)).data.customer).toEqual({
          email: { value: newcomer.email },
          phone: { value: '+84912345678' },
        });

        const payment = await runQuery(
          page,
          `{ customer(id: "${customerId}") { bankAccount { value { number } } } }`,
        );
        expect(JSON.parse(payment).errors[0].extensions).toMatchObject({ code: 'FORBIDDEN' });
      }));

    it('billing reads the payment value that the customer gave', async () => {
      const token = await cloud.customer(secret);
      const bankAccount = { bank: 'Vietcombank', number: '0071000123456', holder: 'TRAN THI' };
      const input = { idempotencyKey: canary('key-'), expectedRevision: 0, bankAccount };
      const { data } = await cloud.ask(
        'mutation P($input: UpdatePaymentDetailsInput!) { updatePaymentDetails(input: $input) { errors { code } } }',
        { token, variables: { input } },
      );
      expect(data.updatePaymentDetails.errors).toEqual([]);
      await withPage(async (page) => {
        await asStaff(page, 'billing');
        await page.getByLabel('Purpose').selectOption('PAYMENT');
        await page.getByLabel('Reference').fill('BIL-7');
        const query = `{ customer(id: "${customerId}") { bankAccount { value { bank number } } } }`;
        expect(JSON.parse(await runQuery(page, query)).data.customer.bankAccount.value).toEqual({
          bank: bankAccount.bank,
          number: bankAccount.number,
        });
      });
    });

    it('the privacy officer finds all of it in the audit trail, and has it verified', () =>
      withPage(async (page) => {
        await asStaff(page, 'privacy_officer');
        const query = `{ auditTrail(filter: { customerId: "${customerId}" }, first: 50) {
        nodes { action outcome roles fields view purpose reference } } }`;
        const rows = JSON.parse(await runQuery(page, query)).data.auditTrail.nodes;
        const read = (row: object) => ({ action: 'READ', outcome: 'ALLOWED', ...row });
        expect(rows).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ action: 'REGISTER_CUSTOMER' }),
            expect.objectContaining({ action: 'VERIFY_EMAIL' }),
            expect.objectContaining(read({ roles: ['support'], view: 'masked', fields: ['name', 'email'] })),
            expect.objectContaining(
              read({ roles: ['support'], view: 'value', purpose: 'CUSTOMER_REQUEST', reference: 'SUP-1024' }),
            ),
            expect.objectContaining(
              read({ roles: ['billing'], fields: ['bankAccount'], reference: 'BIL-7' }),
            ),
          ]),
        );
        expect(JSON.stringify(rows)).not.toContain(secret);

        const asked = await runQuery(
          page,
          `mutation { verifyAudit(input: { idempotencyKey: "${canary('key-')}" }) { verification { id } } }`,
        );
        const { id } = JSON.parse(asked).data.verifyAudit.verification;
        await expect
          .poll(
            async () =>
              JSON.parse(await runQuery(page, `{ auditVerification(id: "${id}") { state intact rows } }`))
                .data.auditVerification,
            { timeout: patience },
          )
          .toMatchObject({ state: 'DONE', intact: true, rows: expect.any(Number) });
      }));
  },
);
