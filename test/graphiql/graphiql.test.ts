import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { type StaffPage, startStaffPage } from './staff-page.ts';
import { type Watched, watchPage } from './watch-page.ts';

const found = findChromium() !== undefined;
if (!found) console.warn('SKIPPED: the browser test of GraphiQL, for there is no Chromium on the PATH.');

// Two slow cores, with others at work on them.
const patience = 60_000;

describe.skipIf(!found)('GraphiQL in a browser', { timeout: 2 * patience }, () => {
  let staff: StaffPage;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let watched: Watched;
  beforeAll(async () => {
    [staff, browser] = await Promise.all([startStaffPage(), launchChromium()]);
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await staff?.stop();
  });
  beforeEach(async () => {
    staff.requests.length = 0;
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(patience);
    page = await context.newPage();
    watched = watchPage(page, staff.origins);
  });
  afterEach(async () => {
    await context.close();
    expect(watched).toEqual({ foreignRequests: [], policyViolations: [], pageErrors: [] });
  });

  const signInAs = async (role: string) => {
    await page.goto(staff.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `${role}@cloudfly.example` }).click();
    await page.getByRole('button', { name: 'Execute query' }).waitFor();
  };
  const response = () => page.locator('.result-window');
  const choose = async (title: RegExp) => {
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('button', { name: title }).click();
  };

  it('signs in, shows the explorer, and runs what the role may run', async () => {
    await signInAs('support');
    expect(await page.title()).toBe('CloudFly Privacy — GraphiQL');
    expect(page.url()).toBe(staff.url);
    await page.getByText('support@cloudfly.example').waitFor();
    await page.locator('.graphiql-explorer-root').getByText('customers', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Execute query' }).click();
    await response().getByText(staff.customerId.slice(0, 20)).waitFor();
    expect(staff.requests.at(-1)).toMatchObject({
      authorization: expect.stringMatching(/^Bearer ey/),
      'accept-language': 'en',
    });
    expect(staff.requests.at(-1)).not.toHaveProperty('x-processing-purpose');

    await choose(/^One customer/);
    expect(await page.getByLabel('Purpose').inputValue()).toBe('CUSTOMER_REQUEST');
    await page.getByLabel('Reference').fill('SUP-77');
    await page.getByLabel('Messages').selectOption('vi');
    await page.getByRole('button', { name: 'Execute query' }).click();
    await response().getByText('khai@example.com').waitFor();
    expect(staff.requests.at(-1)).toMatchObject({
      'x-processing-purpose': 'CUSTOMER_REQUEST',
      'x-reference': 'SUP-77',
      'accept-language': 'vi',
    });
  });

  it('opens with the first example of the role, its variables filled in', async () => {
    await signInAs('privacy_officer');
    const today = new Date().toISOString().slice(0, 7);
    await page.locator('.graphiql-editor-tool').getByText(today).first().waitFor();
    await page.getByRole('button', { name: 'Execute query' }).click();
    await expect
      .poll(() => staff.variables.at(-1), { timeout: patience })
      .toEqual({ filter: { day: expect.stringMatching(`^${today}-\\d\\d$`) } });
  });

  it('offers each role its own purposes and examples', async () => {
    await signInAs('auditor');
    expect(await page.getByLabel('Purpose').isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('button', { name: /^What I did myself/ }).waitFor();
    expect(await page.getByRole('button', { name: /^One customer, contact/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: /^What I did myself/ }).count()).toBe(0);
  });

  it('keeps to its policy in every corner of the editor', async () => {
    await signInAs('support');
    const editor = page.locator('.graphiql-query-editor .monaco-editor').first();
    await editor.click();
    // Completions, a hover, a search, the command palette: each makes styles of its own.
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nquery Second { cust');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget .monaco-list-row').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.graphiql-query-editor .view-line span span').nth(4).hover();
    await page.keyboard.press('Control+f');
    await page.locator('.find-widget.visible').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('button', { name: 'Open settings dialog' }).click();
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.locator('body.graphiql-dark').waitFor();
    // The rules that the editor makes as it runs are in force, though no style element is.
    const styles = await page.evaluate(() => [
      document.querySelectorAll('style').length,
      document.adoptedStyleSheets.some((sheet) => sheet.cssRules.length > 0),
    ]);
    expect(styles).toEqual([0, true]);
  });

  it('forgets tokens and queries on signing out, and keeps none of them beyond the tab', async () => {
    await signInAs('billing');
    await page.waitForFunction(() => sessionStorage.getItem('graphiql:tabState') !== null);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(staff.url);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it('sends nothing once the token has expired, asks to sign in again, and keeps the tabs', async () => {
    await page.clock.install();
    await signInAs('support');
    await page.clock.fastForward('09:00:00');
    await page.getByRole('alert').getByText('Your sign-in has ended').waitFor();
    const before = staff.requests.length;
    // An editor that is still being put together takes no press: pressed again.
    const ended = response().getByText('Your sign-in has ended');
    await vi.waitFor(
      async () => {
        await page.getByRole('button', { name: 'Execute query' }).click();
        await ended.waitFor({ timeout: 3000 });
      },
      { timeout: patience, interval: 200 },
    );
    expect(staff.requests.length).toBe(before);

    await page.reload();
    await page.getByRole('alert').getByText('Your sign-in has ended').waitFor();
    await page.clock.setSystemTime(new Date());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Execute query' }).waitFor();
    await page.getByRole('tab', { name: 'CustomersMasked' }).waitFor();
    expect(staff.requests.length).toBeGreaterThan(before);
  });

  it('refuses an answer to a sign-in that it did not begin', async () => {
    const redeemed: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') redeemed.push(request.url());
    });
    await page.goto(`${staff.url}?code=foreign&state=foreign`);
    await page.getByRole('alert').getByText('This sign-in was not begun in this tab.').waitFor();
    expect(page.url()).toBe(staff.url);
    await page.evaluate(() =>
      sessionStorage.setItem('sign-in', JSON.stringify({ state: 'mine', nonce: 'n', verifier: 'v' })),
    );
    const issuer = encodeURIComponent(staff.oidc.issuers.staff.issuer);
    await page.goto(`${staff.url}?code=foreign&state=foreign&iss=${issuer}`);
    await page.getByRole('alert').getByText('Signing in did not work').waitFor();
    expect(redeemed).toEqual([]);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it('refuses an ID token made for another sign-in', async () => {
    await page.addInitScript(() => {
      const pending = sessionStorage.getItem('sign-in');
      if (!pending || !location.search.includes('code=')) return;
      sessionStorage.setItem('sign-in', JSON.stringify({ ...JSON.parse(pending), nonce: 'another' }));
    });
    await page.goto(staff.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'support@cloudfly.example' }).click();
    await page.getByRole('alert').getByText('Signing in did not work').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });
});
