import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveLabel, informationWords } from '../../lambda/links/information-words.ts';
import { informationStateWords } from '../../local/demo/words/contact-code-words.ts';
import { speak } from '../../local/demo/words.ts';
import { chooseLanguage, problemsOf, send } from '../demo/walk-sign-up.ts';
import { findChromium } from '../graphiql/chromium.ts';
import { userErrors } from '../harness/ask.ts';
import { canary } from '../harness/cloud.ts';
import { registerVerified } from '../harness/mails.ts';
import type { Registered } from '../harness/register.ts';
import { openedRequest, requestInformation } from '../harness/requests.ts';
import { followFromInbox, patience, startWalk, type Walk } from './walk.ts';

const found = findChromium() !== undefined;
if (!found)
  console.warn('SKIPPED: the walk of giving information by a link, for there is no Chromium on the PATH.');

const say = speak('en');

describe.skipIf(!found)(
  'P1.5: by the link of the mail, without signing in',
  { timeout: 3 * patience },
  () => {
    let walk: Walk;
    let customer: Registered;
    let reference: string;
    const why = canary('why ');

    beforeAll(async () => {
      walk = await startWalk();
      const { cloud } = walk;
      customer = await registerVerified(cloud, undefined, { language: 'en' });
      reference = await openedRequest(cloud, customer.token);
      const input = { customerId: customer.id, reference, fields: ['TAX_CODE', 'BANK_ACCOUNT'], why };
      const asked = await requestInformation(cloud, await cloud.employee('support'), input);
      expect(userErrors(asked)).toEqual([]);
    }, 2 * patience);
    afterAll(() => walk?.stop());

    it('asks for exactly those fields, says what is wrong, takes what is right, and then takes no more', () =>
      walk.withPage(async (page) => {
        const linked = await followFromInbox(page, walk, { to: customer.email, link: 'information' });
        const token = new URL(linked.url()).pathname.split('/').at(-1) ?? '';
        await linked.getByRole('heading', { name: informationWords.ASKED.en.heading }).waitFor();
        const sentTo: string[] = [];
        await linked.getByRole('link', { name: giveLabel.en }).click();
        linked.on('request', (request) => sentTo.push(request.url()));
        await linked.waitForURL(/\/demo\//);
        await chooseLanguage(linked, 'English');
        const form = linked.getByRole('form', { name: `${say('giveTitle')} ${reference}` });
        await form.waitFor();
        const names = await form
          .locator('input, select, textarea')
          .evaluateAll((controls) => controls.map((control) => control.getAttribute('name')));
        expect(names).toEqual([
          'given.taxCode',
          'given.bankAccount.bank',
          'given.bankAccount.number',
          'given.bankAccount.holder',
        ]);
        // Why is in the customer's own record alone.
        expect(await linked.getByRole('main').textContent()).not.toContain(why);

        const taxCode = form.getByLabel(say('taxCode'), { exact: true });
        await taxCode.fill('123');
        await send(form, 'give');
        expect(Object.keys(await problemsOf(form))).toEqual(['given.taxCode']);
        await taxCode.fill('0101243150');
        await send(form, 'give');
        await linked.getByText(say('given')).waitFor();
        const { data } = await walk.cloud.ask('{ me { payment { taxCode bankAccount { number } } } }', {
          token: customer.token,
        });
        expect(data.me.payment).toEqual({ taxCode: '0101243150', bankAccount: null });

        await linked.reload();
        await linked.getByText(informationStateWords.ANSWERED.en, { exact: true }).waitFor();
        expect(await linked.getByRole('form').count()).toBe(0);
        // The token stands behind the `#` alone from here on.
        expect(sentTo.length).toBeGreaterThan(2);
        expect(sentTo.filter((url) => new URL(url).href.split('#')[0]?.includes(token))).toEqual([]);
      }));

    it('a link that was cut short says so, and leads to signing in', () =>
      walk.withPage(async (page) => {
        await page.goto(`${walk.cloud.url}/demo/#/give-information/x`);
        await chooseLanguage(page, 'English');
        await page.getByText(say('linkOver')).waitFor();
        await page
          .getByRole('main')
          .getByRole('link', { name: say('requests'), exact: true })
          .click();
        await page
          .getByRole('main')
          .getByRole('button', { name: say('signIn'), exact: true })
          .waitFor();
      }));
  },
);
