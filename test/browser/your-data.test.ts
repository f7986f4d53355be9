import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessKindWords, rightsStateWords, rightWords } from '../../local/demo/words/data-code-words.ts';
import { speak } from '../../local/demo/words.ts';
import { chooseLanguage, formOf, goTo, openDemo, sectionOf, send, signIn } from '../demo/walk-sign-up.ts';
import { findChromium } from '../graphiql/chromium.ts';
import { userErrors } from '../harness/ask.ts';
import { collect, disclosureInput, linkTo, sealedDisclosure } from '../harness/disclosures.ts';
import { registerVerified } from '../harness/mails.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { grantPermission, legalTeam, verifiedRecipient } from '../harness/recipients.ts';
import type { Registered } from '../harness/register.ts';
import { patience, startWalk, type Walk } from './walk.ts';

const found = findChromium() !== undefined;
if (!found) console.warn('SKIPPED: the walk through the own data, for there is no Chromium on the PATH.');

const say = speak('en');

describe.skipIf(!found)(
  'P7.3, P1.6, P6.4: a customer keeps watch over the own data',
  { timeout: 3 * patience },
  () => {
    let walk: Walk;
    let customer: Registered;
    let recipientName: string;
    let recipientId: string;

    beforeAll(async () => {
      walk = await startWalk();
      const { cloud } = walk;
      customer = await registerVerified(cloud, undefined, { language: 'en' });
      const staff = await cloud.employee('support');
      await readCustomer(cloud, staff, customer.id, 'phone { value }', reasons('support'));
      const recipient = await verifiedRecipient(cloud, await legalTeam(cloud));
      recipientName = recipient.name;
      recipientId = recipient.id;
      const granted = await grantPermission(cloud, customer.token, {
        ...{
          recipientId: recipient.id,
          purpose: 'SERVICE_DELIVERY',
          fields: ['NAME', 'PHONE'],
          agreed: true,
        },
      });
      expect(userErrors(granted)).toEqual([]);
    }, 2 * patience);
    afterAll(() => walk?.stop());

    const atOwnData = async (page: Page) => {
      await openDemo(page, walk.cloud.url);
      await signIn(page, customer.username);
      await goTo(page, 'yourData');
      await formOf(page, 'copyTitle').waitFor();
    };
    const own = async (fields: string) =>
      (await walk.cloud.ask(`{ me { ${fields} } }`, { token: customer.token })).data.me;
    const asked = (page: Page) => sectionOf(page, 'rightsTitle').getByRole('listitem');

    it('D356 5(3): asks for the copy, and takes it away as a page and as data', () =>
      walk.withPage(async (page) => {
        await atOwnData(page);
        await sectionOf(page, 'rightsTitle').getByText(say('noRights')).waitFor();
        await send(formOf(page, 'copyTitle'), 'askCopy');
        const first = asked(page).first();
        await first.getByText(rightWords.COPY.en).waitFor();
        const fetched = async (button: 'downloadPage' | 'downloadJson') => {
          const downloading = page.waitForEvent('download');
          await first.getByRole('button', { name: say(button), exact: true }).click();
          return readFileSync(await (await downloading).path(), 'utf8');
        };
        expect(JSON.parse(await fetched('downloadJson')).contact.email).toBe(customer.email);
        expect(await fetched('downloadPage')).toContain(customer.phone);
        await sectionOf(page, 'accessTitle').getByText(accessKindWords.OWN_COPY.en).first().waitFor();
      }));

    it('sees who read what, and takes back what was permitted', () =>
      walk.withPage(async (page) => {
        await atOwnData(page);
        const read = sectionOf(page, 'accessTitle')
          .getByRole('listitem')
          .filter({ hasText: accessKindWords.READ.en });
        await expect.poll(() => read.first().textContent()).toMatch(/phone number.*support/);
        await sectionOf(page, 'disclosuresTitle').getByText(say('noDisclosures')).waitFor();
        const permission = sectionOf(page, 'permissionsTitle').getByRole('listitem').first();
        await permission.getByText(recipientName).waitFor();
        await permission.getByText('name, phone number').waitFor();
        await permission.getByRole('button', { name: say('revoke'), exact: true }).click();
        await permission.getByText(say('permissionEnded'), { exact: true }).waitFor();
        expect((await own('permissions { nodes { isActive } }')).permissions.nodes).toEqual([
          { isActive: false },
        ]);
      }));

    it('P1.6: permits by a link whom it names, field by field; nothing is ticked beforehand, and nobody unverified is permitted', () =>
      walk.withPage(async (page) => {
        const ask = `permit=${recipientId}&purpose=DOMAIN_REGISTRATION&fields=NAME,EMAIL,PHONE`;
        const open = (hash: string) => page.goto(`${walk.cloud.url}/demo/#/your-data?${hash}`);
        await open(ask);
        await chooseLanguage(page, 'English');
        await signIn(page, customer.username);
        const form = formOf(page, 'permitTitle');
        await form.waitFor();
        const section = sectionOf(page, 'permitTitle');
        await section.getByText(recipientName, { exact: true }).waitFor();
        await section.getByText('For: registering a domain.', { exact: true }).waitFor();
        expect(await form.getByRole('checkbox', { checked: true }).count()).toBe(0);
        await form.getByLabel('email address', { exact: true }).check();
        await send(form, 'permit');
        await form.getByRole('alert').waitFor();
        await form.getByLabel(/^I permit/).check();
        await send(form, 'permit');
        await form.getByText(say('permitDone'), { exact: true }).waitFor();
        const permission = sectionOf(page, 'permissionsTitle').getByRole('listitem').first();
        await permission.getByText('registering a domain: email address', { exact: true }).waitFor();
        const [granted] = (await own('permissions { nodes { isActive purpose fields until } }')).permissions
          .nodes;
        expect(granted).toEqual({
          ...{ isActive: true, purpose: 'DOMAIN_REGISTRATION', fields: ['EMAIL'], until: null },
        });
        await open(ask.replace(recipientId, `rec-${'0'.repeat(26)}`));
        await section.getByText(say('permitNobody'), { exact: true }).waitFor();
        await open(ask.replace('DOMAIN_REGISTRATION', 'ANYTHING'));
        await section.getByText(say('permitBroken'), { exact: true }).waitFor();
      }));

    it('P1.6, P6.4: is told what was only prepared, and what was given', () =>
      walk.withPage(async (page) => {
        const { cloud } = walk;
        const legal = await legalTeam(cloud);
        const other = await verifiedRecipient(cloud, legal, { kind: 'OTHER' });
        const said = { purpose: 'DOMAIN_REGISTRATION', fields: ['NAME', 'TAX_CODE'] };
        const permitting = { recipientId: other.id, agreed: true, ...said };
        expect(userErrors(await grantPermission(cloud, customer.token, permitting))).toEqual([]);
        const asking = { basis: 'PERMISSION', order: undefined, ...said };
        const { id } = await sealedDisclosure(cloud, legal, disclosureInput(other.id, [customer.id], asking));
        await atOwnData(page);
        const told = sectionOf(page, 'accessTitle').getByRole('listitem').filter({ hasText: other.name });
        await told.getByText(accessKindWords.PREPARED.en, { exact: true }).waitFor();
        await told.getByText('name', { exact: true }).waitFor();
        expect(await told.textContent()).toContain('Under way · For: registering a domain');
        await collect(await linkTo(cloud, legal.one, id), other.privateKey);
        await expect
          .poll(async () => (await own('disclosures { nodes { result } }')).disclosures.nodes[0].result)
          .toBe('GIVEN');
        await page.reload();
        await told.getByText(accessKindWords.DISCLOSED.en, { exact: true }).waitFor();
      }));

    it('D356 5(2), 5(4): restricts and lifts, asks for an erasure and withdraws it, and closes the account', () =>
      walk.withPage(async (page) => {
        await atOwnData(page);
        await send(formOf(page, 'restrictTitle'), 'restrict');
        await page.getByText(say('restrictedNow'), { exact: true }).waitFor();
        await formOf(page, 'restrictTitle').getByText(say('restricted'), { exact: true }).waitFor();
        expect(await own('processingRestricted')).toEqual({ processingRestricted: true });
        await send(formOf(page, 'restrictTitle'), 'lift');
        await page.getByText(say('restrictText'), { exact: true }).waitFor();
        await formOf(page, 'restrictTitle').getByText(say('lifted'), { exact: true }).waitFor();
        expect(await own('processingRestricted')).toEqual({ processingRestricted: false });
        // It was carried out, and holds no more; one that holds says that it is done.
        const restriction = asked(page).filter({ hasText: rightWords.RESTRICT.en }).first();
        await restriction.getByText(say('liftedState'), { exact: true }).waitFor();
        await send(formOf(page, 'objectTitle'), 'object');
        await formOf(page, 'objectTitle').getByText(say('objected'), { exact: true }).waitFor();
        const objection = asked(page).filter({ hasText: rightWords.OBJECT.en }).first();
        await objection.getByText(rightsStateWords.DONE.en, { exact: true }).waitFor();
        await send(formOf(page, 'restrictTitle'), 'lift');
        await objection.getByText(say('liftedState'), { exact: true }).waitFor();

        await send(formOf(page, 'eraseTitle'), 'askErasure');
        const erasure = asked(page).filter({ hasText: rightWords.ERASE.en }).first();
        await erasure.getByText(rightsStateWords.ASKED.en, { exact: true }).waitFor();
        expect(await erasure.textContent()).toContain('Carried out by');
        await erasure.getByRole('button', { name: say('withdraw'), exact: true }).click();
        await erasure.getByText(rightsStateWords.WITHDRAWN.en, { exact: true }).waitFor();

        await send(formOf(page, 'storageTitle'), 'withdrawStorage');
        const storing = asked(page).filter({ hasText: rightWords.WITHDRAW_STORAGE.en }).first();
        await storing.getByText(rightsStateWords.ASKED.en, { exact: true }).waitFor();
        expect(await formOf(page, 'eraseTitle').count()).toBe(0);
        await storing.getByRole('button', { name: say('withdraw'), exact: true }).click();
        await storing.getByRole('region', { name: say('policyText') }).waitFor();
        await send(storing, 'storeAgain');
        await storing.getByText(rightsStateWords.WITHDRAWN.en, { exact: true }).waitFor();

        // Closing is asked once more, and the button is gone afterwards.
        const closing = sectionOf(page, 'closeTitle');
        await send(closing, 'closeAccount');
        await send(closing, 'closeNot');
        expect(await own('state')).toEqual({ state: 'ACTIVE' });
        await send(closing, 'closeAccount');
        await send(closing, 'closeSurely');
        await closing.getByText(say('closedNow'), { exact: true }).waitFor();
        expect(await closing.getByRole('button').count()).toBe(0);
        expect(await own('state')).toEqual({ state: 'CLOSED' });
        await asked(page).filter({ hasText: rightWords.CLOSE_ACCOUNT.en }).first().waitFor();
        const { rightsRequests } = await own('rightsRequests { right state }');
        expect(rightsRequests[0]).toEqual({ right: 'CLOSE_ACCOUNT', state: 'DONE' });

        // Vietnamese has the longer words; nothing stands over the edge of a phone, and every heading is one of its section.
        await page.setViewportSize({ width: 390, height: 844 });
        await chooseLanguage(page, 'Tiếng Việt');
        await page.getByRole('button', { name: speak('vi')('askCopy'), exact: true }).waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      }));
  },
);
