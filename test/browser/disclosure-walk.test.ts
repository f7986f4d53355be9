import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectForms, collectWords } from '../../lambda/links/collect-words.ts';
import { findChromium } from '../graphiql/chromium.ts';
import { runQuery, signInAsStaff } from '../graphiql/work-as-staff.ts';
import { canary } from '../harness/cloud.ts';
import { digestOf, inState, orderInput, saidBy } from '../harness/disclosures.ts';
import { eventually, registerVerified } from '../harness/mails.ts';
import { openJwe } from '../harness/open-jwe.ts';
import { type KnownRecipient, legalTeam, ownDisclosures, verifiedRecipient } from '../harness/recipients.ts';
import { localIdOf, type Registered } from '../harness/register.ts';
import { patience, startWalk, type Walk } from './walk.ts';

const found = findChromium() !== undefined;
if (!found) console.warn("SKIPPED: the walk of an authority's order, for there is no Chromium on the PATH.");

const forms = collectForms.en;
const headings = (page: Page, name: keyof typeof collectWords) =>
  page.getByRole('heading', { level: 1, name: collectWords[name].en.heading, exact: true });
/** What a recipient decrypts of the page, with nothing of the product's. */
const answerOf = async (page: Page, { privateKey }: KnownRecipient) =>
  openJwe(
    String(await page.getByRole('region', { name: forms.challenge }).textContent()).trim(),
    privateKey,
  ).toString();

describe.skipIf(!found)(
  "P6.5: an authority's order, from receipt to collection",
  { timeout: 3 * patience },
  () => {
    let walk: Walk;
    let authority: KnownRecipient;
    let customer: Registered;
    let id: string;
    let link: string;

    beforeAll(async () => {
      walk = await startWalk();
      authority = await verifiedRecipient(walk.cloud, await legalTeam(walk.cloud), { kind: 'AUTHORITY' });
      customer = await registerVerified(walk.cloud, undefined, { language: 'en' });
    }, 2 * patience);
    afterAll(() => walk?.stop());

    /** What somebody of the staff does in GraphiQL. */
    const act = async (page: Page, name: string, input: string, answer: string) => {
      const key = `idempotencyKey: "${canary('key-')}"`;
      const text = await runQuery(
        page,
        `mutation { ${name}(input: { ${key}, ${input} }) { ${answer} errors { code path } } }`,
      );
      return JSON.parse(text).data?.[name];
    };

    it('legal opens the order as it came, verifies it over a second channel, and may not approve it', () =>
      walk.withPage(async (page) => {
        await signInAsStaff(page, walk.cloud.url, 'legal');
        const { instrument, document } = orderInput();
        const order = `{ instrument: "${instrument}", scope: [NAME, EMAIL, PHONE], document: "${document}" }`;
        const asked = `recipientId: "${authority.id}", basis: LEGAL_ORDER, purpose: DISPUTE, fields: [NAME, PHONE], customerIds: ["${customer.id}"]`;
        const received = `receivedAt: "${new Date().toISOString()}", consideration: NONE`;
        const opened = await act(
          page,
          'openDisclosure',
          `${asked}, order: ${order}, ${received}`,
          'disclosure { id state dueAt document { digest } }',
        );
        expect(opened).toMatchObject({ errors: [], disclosure: { state: 'OPENED' } });
        id = opened.disclosure.id;
        const hours = (Date.parse(opened.disclosure.dueAt) - Date.now()) / 3_600_000;
        expect(Math.round(hours)).toBe(24);
        const { digest } = opened.disclosure.document;
        const verifying = `id: "${id}", documentDigest: "${digest}", channel: CALL_BACK`;
        const verified = await act(page, 'verifyDisclosure', verifying, 'disclosure { state }');
        expect(verified).toMatchObject({ errors: [], disclosure: { state: 'VERIFIED' } });
        const own = await act(page, 'approveDisclosure', `id: "${id}"`, 'disclosure { state }');
        expect(own.errors).toEqual([{ code: 'INVOLVED', path: ['input', 'id'] }]);
      }));

    it('the privacy officer finds it on the list and approves it; a job seals it; the officer makes the link', () =>
      walk.withPage(async (page) => {
        await signInAsStaff(page, walk.cloud.url, 'privacy_officer');
        const list = await runQuery(
          page,
          '{ openDisclosures(first: 5) { nodes { id state recipient { name } fields customerCount openedBy } } }',
        );
        expect(JSON.parse(list).data.openDisclosures.nodes).toMatchObject([
          { id, state: 'VERIFIED', recipient: { name: authority.name }, fields: ['NAME', 'PHONE'] },
        ]);
        const approved = await act(page, 'approveDisclosure', `id: "${id}"`, 'disclosure { state }');
        expect(approved).toMatchObject({ errors: [] });
        await inState(walk.cloud, await walk.cloud.staff('privacy_officer'), id, 'SEALED');
        const issued = await act(page, 'issueCollectionLink', `id: "${id}"`, 'handover { link }');
        expect(issued.errors).toEqual([]);
        link = issued.handover.link;
      }));

    it('the authority opens the page, is told what is wrong and how to mend it, and answers the challenge', () =>
      walk.withPage(async (page) => {
        await page.goto(link);
        await headings(page, 'ASKED').waitFor();
        expect(await page.locator('script').count()).toBe(0);
        // In both languages, each naming every control.
        await page.getByRole('link', { name: 'Tiếng Việt' }).click();
        expect(await page.locator('html').getAttribute('lang')).toBe('vi');
        await page.getByLabel(collectForms.vi.answer).waitFor();
        await page.getByLabel(collectForms.vi.receipt).waitFor();
        await page.getByRole('link', { name: 'English' }).click();
        // Nobody is told whose it is who has not proven the key.
        expect(await page.locator('body').textContent()).not.toContain(customer.name);

        const receipt = page.getByLabel(forms.receipt);
        await receipt.fill('nothing yet');
        await page.getByRole('button', { name: forms.receiptButton }).click();
        await headings(page, 'NOT_FETCHED').waitFor();
        await page.getByRole('link', { name: forms.back }).click();
        await page.getByLabel(forms.answer).fill('a guess');
        await page.getByRole('button', { name: forms.answerButton }).click();
        await headings(page, 'WRONG_ANSWER').waitFor();
        await page.getByText('ask for another then').waitFor();
        await page.getByRole('link', { name: forms.back }).click();

        await page.getByLabel(forms.answer).fill(await answerOf(page, authority));
        const downloading = page.waitForEvent('download');
        await page.getByRole('button', { name: forms.answerButton }).click();
        const download = await downloading;
        expect(download.suggestedFilename()).toBe(`${id}.jwe`);
        const jwe = await readFile(await download.path(), 'utf8');
        const { manifest, receiptCode, customers } = JSON.parse(
          openJwe(jwe, authority.privateKey).toString(),
        );
        expect(customers).toEqual([
          { id: localIdOf(customer.id), values: { name: customer.name, phone: customer.phone } },
        ]);
        expect(saidBy(manifest)).toMatchObject({ disclosureId: id, confersNoRight: true });

        await page.getByLabel(forms.receipt).fill(digestOf(jwe));
        await page.getByRole('button', { name: forms.receiptButton }).click();
        await headings(page, 'WRONG_RECEIPT').waitFor();
        await page.getByRole('link', { name: forms.back }).click();
        await page.getByLabel(forms.receipt).fill(receiptCode);
        await page.getByRole('button', { name: forms.receiptButton }).click();
        await headings(page, 'RECEIVED').waitFor();
        const gone = await page.goto(link);
        expect(gone?.status()).toBe(410);
        await headings(page, 'ENDED').waitFor();
        expect(await page.getByRole('button').count()).toBe(0);
      }));

    it('the customer reads who got what, and on what basis', async () => {
      const shown = await eventually(async () => {
        const [one] = await ownDisclosures(walk.cloud, customer.token);
        return one?.result === 'GIVEN' ? one : undefined;
      });
      expect(shown).toMatchObject({
        ...{ id, recipientName: authority.name, basis: 'LEGAL_ORDER', fields: ['NAME', 'PHONE'] },
      });
    });
  },
);
