import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { buildSites, sitesOf } from '../../local/sites.ts';
import { launchChromium } from '../graphiql/chromium.ts';
import { watchPage } from '../graphiql/watch-page.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';

/** Milliseconds that a step may take on a slow machine. */
export const patience = 90_000;

/** A local cloud with its pages, and a browser to walk through them. */
export interface Walk {
  readonly cloud: TestCloud;
  /** A page of a person of their own, who leaves nothing on it that was foreign, forbidden or thrown. */
  withPage(act: (page: Page) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export async function startWalk(): Promise<Walk> {
  await buildSites();
  const [cloud, browser]: [TestCloud, Browser] = await Promise.all([
    startTestCloud({ sites: sitesOf }),
    launchChromium(),
  ]);
  return {
    cloud,
    async withPage(act) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        extraHTTPHeaders: { 'accept-language': 'en' },
      });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const watched = watchPage(page, [cloud.url, cloud.oidc.url, new URL(cloud.inboxUrl).origin]);
      try {
        await act(page);
        expect(watched).toEqual({ foreignRequests: [], policyViolations: [], pageErrors: [] });
      } finally {
        await context.close();
      }
    },
    async stop() {
      await browser.close();
      await cloud.stop();
    },
  };
}

/** Opens the newest mail to somebody in the inbox and follows its link of a kind, as a click in a mail does: the page behind it. */
export async function followFromInbox(
  page: Page,
  { cloud }: Walk,
  { to, link }: { readonly to: string; readonly link: string },
): Promise<Page> {
  const inbox = `${cloud.inboxUrl}?to=${encodeURIComponent(to)}`;
  const linked = page.frameLocator('iframe').locator(`a[href*="/links/${link}/"]`).first();
  await expect
    .poll(
      async () => {
        await page.goto(inbox);
        await page.locator('.mails a').first().click();
        await page.locator('iframe').waitFor();
        return linked.count();
      },
      { timeout: patience },
    )
    .toBeGreaterThan(0);
  const opening = page.waitForEvent('popup');
  await linked.click();
  const opened = await opening;
  await opened.waitForLoadState();
  return opened;
}
