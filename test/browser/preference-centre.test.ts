import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { speak } from '../../local/demo/words.ts';
import { buildSites, sitesOf } from '../../local/sites.ts';
import { answer, answersOf, bannerOf, saveChoices } from '../demo/walk-preferences.ts';
import { chooseLanguage, formOf, goTo, openDemo, sectionOf, send, signIn } from '../demo/walk-sign-up.ts';
import { findChromium, launchChromium } from '../graphiql/chromium.ts';
import { type Watched, watchPage } from '../graphiql/watch-page.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { eventually, follow, mailsTo, verificationLink } from '../harness/mails.ts';
import { approved, nextContent, publish } from '../harness/policy-drafts.ts';
import { type Registered, registerCustomer } from '../harness/register.ts';

const found = findChromium() !== undefined;
if (!found)
  console.warn('SKIPPED: the walk through the preference centre, for there is no Chromium on the PATH.');

const say = speak('en');
const patience = 90_000;
const promotions = 'I agree that CloudFly tells me of promotions';
const surveys = 'I agree that CloudFly invites me to surveys';
const notices = 'Telling me of outages';

describe.skipIf(!found)('a customer chooses, refuses and accepts', { timeout: 3 * patience }, () => {
  let cloud: TestCloud;
  let browser: Browser;
  let customer: Registered;

  beforeAll(async () => {
    await buildSites();
    [cloud, browser] = await Promise.all([startTestCloud({ sites: sitesOf }), launchChromium()]);
    customer = await registerCustomer(cloud, undefined, { consents: [] });
    await follow(await verificationLink(cloud, customer.email));
  }, 2 * patience);
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  const withPage = async (act: (page: Page, watched: Watched) => Promise<void>) => {
    const context: BrowserContext = await browser.newContext({ viewport: { width: 390, height: 844 } });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const watched = watchPage(page, [cloud.url, cloud.oidc.url]);
    try {
      await act(page, watched);
      expect(watched).toEqual({ foreignRequests: [], policyViolations: [], pageErrors: [] });
    } finally {
      await context.close();
    }
  };
  const atPreferences = async (page: Page) => {
    await openDemo(page, cloud.url);
    await signIn(page, customer.username);
    await goTo(page, 'preferences');
    await formOf(page, 'preferencesTitle').waitFor();
  };
  /** The answers as the API has them: `PURPOSE:CHANNEL yes`. */
  const choices = async (): Promise<readonly string[]> => {
    const { data } = await cloud.ask('{ me { consents { choices { purpose channel granted stale } } } }', {
      token: await cloud.customer(customer.username),
    });
    const all = data.me.consents.choices as { purpose: string; channel: string | null; granted: boolean }[];
    return all
      .filter(({ channel }) => channel !== null)
      .map(({ purpose, channel, granted }) => `${purpose}:${channel} ${granted ? 'yes' : 'no'}`)
      .sort();
  };

  it('P1.2, P1.3: nothing is answered beforehand; what is answered is what the API has', () =>
    withPage(async (page) => {
      await atPreferences(page);
      const form = formOf(page, 'preferencesTitle');
      expect(await form.getByRole('radio').count()).toBe(8 * 3 * 2);
      expect(await form.getByRole('radio', { checked: true }).count()).toBe(0);
      await answer(answersOf(page, promotions, 'Email'), 'allow').check();
      await answer(answersOf(page, surveys, 'Email'), 'allow').check();
      await answer(answersOf(page, surveys, 'Phone call'), 'refuse').check();
      await saveChoices(page);
      expect(await choices()).toEqual(['PROMOTIONS:EMAIL yes', 'SURVEYS:EMAIL yes', 'SURVEYS:PHONE no']);

      await answer(answersOf(page, promotions, 'Email'), 'refuse').check();
      await saveChoices(page);
      expect(await choices()).toEqual(['PROMOTIONS:EMAIL no', 'SURVEYS:EMAIL yes', 'SURVEYS:PHONE no']);
      const history = sectionOf(page, 'historyTitle').getByRole('listitem');
      await expect.poll(() => history.count()).toBeGreaterThanOrEqual(5);
      expect(await history.first().textContent()).toMatch(/telling you of promotions, Email.*Not agreed/);

      await page.reload();
      await formOf(page, 'preferencesTitle').waitFor();
      expect(await answer(answersOf(page, promotions, 'Email'), 'refuse').isChecked()).toBe(true);
      expect(await formOf(page, 'preferencesTitle').getByRole('radio', { checked: true }).count()).toBe(3);

      // Vietnamese has the longer words; nothing stands over the edge of a phone.
      await chooseLanguage(page, 'Tiếng Việt');
      await page.getByRole('button', { name: speak('vi')('saveChoices'), exact: true }).waitFor();
      const edges = await page.evaluate(() => [
        document.documentElement.scrollWidth - window.innerWidth,
        ...[...document.querySelectorAll('.choice')].map((row) => row.scrollWidth - row.clientWidth),
      ]);
      expect(Math.max(...edges)).toBe(0);
    }));

  it('D356 6: the signed receipt is a file to keep', () =>
    withPage(async (page) => {
      await atPreferences(page);
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: say('downloadReceipt'), exact: true }).click();
      const file = await (await downloading).path();
      expect(readFileSync(file, 'utf8')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    }));

  it('P2.6: the page behind the link of a mail changes nothing until its one button is pressed', () =>
    withPage(async (page) => {
      const service = await cloud.service('billing-service');
      const number = canary('KH-');
      const linked = await cloud.ask(
        'mutation L($input: LinkCustomerReferenceInput!) { linkCustomerReference(input: $input) { errors { code } } }',
        {
          token: service,
          variables: {
            input: { idempotencyKey: canary('key-'), customerId: customer.id, system: 'billing', number },
          },
        },
      );
      expect(linked.data.linkCustomerReference.errors).toEqual([]);
      const serviceNotice = { kind: 'MAINTENANCE', service: canary('service') };
      const sent = await cloud.ask(
        'mutation S($input: SendNoticeInput!) { sendNotice(input: $input) { errors { code path } } }',
        {
          token: service,
          variables: {
            input: {
              idempotencyKey: canary('key-'),
              customer: { system: 'billing', number },
              serviceNotice,
            },
          },
        },
      );
      expect(sent.data.sendNotice.errors).toEqual([]);
      const link = await eventually(async () => {
        const mails = await mailsTo(cloud, customer.email);
        const mail = mails.find(({ text }) => text.includes(serviceNotice.service));
        return mail?.links.find((one) => one.includes('/links/refuse/'));
      });
      const before = await choices();
      await page.goto(link);
      expect(await choices()).toEqual(before);
      await page.getByRole('button').first().click();
      await page.waitForLoadState();
      expect(await choices()).toEqual([...before, 'SERVICE_NOTICE:EMAIL no'].sort());

      await atPreferences(page);
      expect(await answer(answersOf(page, notices, 'Email'), 'refuse').isChecked()).toBe(true);
      await expect
        .poll(() => sectionOf(page, 'historyTitle').getByRole('listitem').first().textContent())
        .toContain('by a link in a mail');
    }));

  it('P7.2, P0.2: a new version is told by a banner that holds up nothing, and accepted by its button', () =>
    withPage(async (page) => {
      const [author, approver] = [
        await cloud.employee('privacy_officer'),
        await cloud.employee('privacy_officer'),
      ];
      const word = canary('Word ');
      const draftId = await approved(cloud, [author, approver], { content: nextContent(word) });
      const { data } = await publish(cloud, approver, draftId);
      expect(data.publishPolicy.errors).toEqual([]);

      // Until then a process may not know of it.
      await page.waitForTimeout(limits.policyCacheSeconds * 1000);
      await atPreferences(page);
      await bannerOf(page).waitFor();
      expect(await bannerOf(page).textContent()).toContain('comes into force');
      const banner = bannerOf(page);
      await banner.getByRole('button', { name: say('bannerRead'), exact: true }).click();
      await banner.getByText(word).first().waitFor();
      expect(await banner.textContent()).toContain('No longer');

      // It was published a minute ahead; the text stays open meanwhile.
      const { effectiveAt } = data.publishPolicy.version as { effectiveAt: string };
      await page.waitForTimeout(Math.max(0, Date.parse(effectiveAt) - Date.now() + 1000));
      await page.reload();
      await banner.getByRole('button', { name: say('bannerRead'), exact: true }).click();
      await formOf(page, 'bannerAccept').waitFor();
      // What it makes stale is asked again, and nothing of it is ticked.
      expect(
        await formOf(page, 'preferencesTitle').getByRole('group', { name: word }).textContent(),
      ).toContain('Please answer again');
      expect(await answersOf(page, word, 'Email').getByRole('radio', { checked: true }).count()).toBe(0);
      await send(formOf(page, 'bannerAccept'), 'bannerAccept');
      await banner.getByText(say('bannerAccepted', { version: 2 })).waitFor();
      const own = await cloud.ask(
        '{ me { notices { version } consents { acceptedVersion acceptedManner } } }',
        {
          token: await cloud.customer(customer.username),
        },
      );
      expect(own.data.me).toEqual({
        notices: [],
        consents: { acceptedVersion: 2, acceptedManner: 'EXPLICIT' },
      });
    }));

  it('P2.6: every mail that can be refused is refused by one button', () =>
    withPage(async (page) => {
      await atPreferences(page);
      await send(formOf(page, 'refuseAllTitle'), 'refuseAll');
      await formOf(page, 'refuseAllTitle').getByText(say('refusedAll'), { exact: true }).waitFor();
      const emails = (await choices()).filter((one) => one.includes(':EMAIL'));
      expect(emails.length).toBe(8);
      expect(emails.every((one) => one.endsWith(' no'))).toBe(true);
    }));
});
