import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offSiteNotice } from '../../lambda/domain/link/notice.ts';
import { leavingTo } from '../../local/demo/app/route.ts';
import { hostWarningWords, linkRefusalWords } from '../../local/demo/words/code-words.ts';
import { speak } from '../../local/demo/words.ts';
import { buildSites, sitesOf } from '../../local/sites.ts';
import { openDemo } from '../demo/walk-sign-up.ts';
import { findChromium, launchChromium } from '../graphiql/chromium.ts';
import { watchPage } from '../graphiql/watch-page.ts';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';

const found = findChromium() !== undefined;
if (!found) console.warn('SKIPPED: the walk to other sites, for there is no Chromium on the PATH.');

const say = speak('en');
const patience = 90_000;

describe.skipIf(!found)('a visitor meets links that leave', { timeout: 3 * patience }, () => {
  let cloud: TestCloud;
  let browser: Browser;
  beforeAll(async () => {
    await buildSites();
    [cloud, browser] = await Promise.all([startTestCloud({ sites: sitesOf }), launchChromium()]);
  }, 2 * patience);
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  /** The page that stands before a link. */
  const before = async (page: Page, url: string, title: string) => {
    await page.evaluate((hash) => location.assign(hash), leavingTo(url));
    const main = page.getByRole('main');
    await main.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    return main;
  };

  it('from the register by way of the page that says so; a look-alike is warned of, code is never a link', async () => {
    const word = canary();
    const input = {
      idempotencyKey: canary('key-'),
      url: `https://${word}.test/a`,
      title: { vi: `tên ${word}`, en: `name ${word}` },
      owner: 'team',
    };
    const mutation =
      'mutation R($input: RegisterOffSiteLinkInput!) { registerOffSiteLink(input: $input) { errors { code path } } }';
    const token = await cloud.employee('privacy_officer');
    expect(userErrors(await cloud.ask(mutation, { token, variables: { input } }))).toEqual([]);

    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(patience);
    const watched = watchPage(page, [cloud.url, cloud.oidc.url]);
    await openDemo(page, cloud.url);
    await page.getByRole('link', { name: input.title.en }).click();
    const main = page.getByRole('main');
    await main.getByText(offSiteNotice.en).waitFor();
    await main.getByText(`${word}.test`).waitFor();
    const go = main.getByRole('link', { name: say('leaveGo') });
    expect(await go.getAttribute('href')).toBe(input.url);
    expect(await go.getAttribute('rel')).toBe('noopener noreferrer');

    await before(page, 'https://xn--cludfly-bjg.vn/', say('leaveTitle'));
    await main.getByText(hostWarningWords.LOOKS_LIKE_OURS.en).waitFor();
    await before(page, 'https://my.cloudfly.vn/a', say('leaveOurs'));
    expect(await main.getByText(offSiteNotice.en).count()).toBe(0);
    await before(page, 'javascript:alert(1)', say('leaveRefused'));
    await main.getByText(linkRefusalWords.NOT_WEB.en).waitFor();
    expect(await main.locator('a[href^="javascript"]').count()).toBe(0);
    expect(watched).toEqual({ foreignRequests: [], policyViolations: [], pageErrors: [] });
    await page.close();
  });
});
