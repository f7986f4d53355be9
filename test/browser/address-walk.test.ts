import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeWords } from '../../lambda/links/change-words.ts';
import { changeStateWords } from '../../local/demo/words/contact-code-words.ts';
import { speak } from '../../local/demo/words.ts';
import { formOf, goTo, openDemo, problemsOf, sectionOf, send, signIn } from '../demo/walk-sign-up.ts';
import { findChromium } from '../graphiql/chromium.ts';
import { canary } from '../harness/cloud.ts';
import { tick } from '../harness/email-changes.ts';
import { type ReceivedMail, registerVerified, waitForMails } from '../harness/mails.ts';
import type { Registered } from '../harness/register.ts';
import { followFromInbox, patience, startWalk, type Walk } from './walk.ts';

const found = findChromium() !== undefined;
if (!found) console.warn('SKIPPED: the walk of a change of address, for there is no Chromium on the PATH.');

const say = speak('en');
const pages = { new: changeWords.ASK.en, old: changeWords.ASK_OLD.en, ready: changeWords.READY.en };

describe.skipIf(!found)('P3.5: a customer changes the address', { timeout: 3 * patience }, () => {
  let walk: Walk;
  let customer: Registered;
  const next = `${canary('new')}@mail.example`;

  beforeAll(async () => {
    walk = await startWalk();
    customer = await registerVerified(walk.cloud, undefined, { language: 'en' });
  }, 2 * patience);
  afterAll(() => walk?.stop());

  const own = async () => {
    const query = '{ me { email { address state } emailChange { state } } }';
    return (await walk.cloud.ask(query, { token: customer.token })).data.me;
  };

  it('asks for it, calls it off, and asks again; each step says what happens next', () =>
    walk.withPage(async (page) => {
      await openDemo(page, walk.cloud.url);
      await signIn(page, customer.username);
      await goTo(page, 'account');
      const form = formOf(page, 'changeTitle');
      const section = sectionOf(page, 'changeTitle');
      const ask = async (email: string) => {
        await form.getByLabel(say('newAddress'), { exact: true }).fill(email);
        await send(form, 'requestChange');
      };
      await ask('nobody');
      expect(Object.keys(await problemsOf(form))).toEqual(['email']);
      await ask(customer.email);
      expect(Object.keys(await problemsOf(form))).toEqual(['email']);

      const pending = page.getByRole('heading', { name: say('changePending', { email: next }), exact: true });
      await ask(next);
      await pending.waitFor();
      await send(formOf(page, 'cancelChange'), 'cancelChange');
      await section.getByText(changeStateWords.CANCELLED.en).waitFor();
      expect(await own()).toMatchObject({
        email: { address: customer.email },
        emailChange: { state: 'CANCELLED' },
      });

      await ask(next);
      await pending.waitFor();
      const told = (await section.textContent()) ?? '';
      for (const word of ['oldWaits', 'sideNew', 'sideOld', 'sideWhen'] as const)
        expect(told).toContain(say(word));
      expect(told).toMatch(/if your present address says nothing, on \d+ \w+ \d{4}/);
    }));

  it('confirms at the new address and agrees at the old one, from the mails; then it is the address', () =>
    walk.withPage(async (page) => {
      const atNew = await followFromInbox(page, walk, { to: next, link: 'confirm-change' });
      await atNew.getByRole('heading', { name: pages.new.heading }).waitFor();
      await atNew.getByRole('button').click();
      await atNew.getByRole('heading', { name: changeWords.CONFIRMED.en.heading }).waitFor();
      expect((await own()).email.address).toBe(customer.email);

      await openDemo(page, walk.cloud.url);
      await signIn(page, customer.username);
      await goTo(page, 'account');
      await sectionOf(page, 'changeTitle')
        .getByText(/^Confirmed on /)
        .waitFor();

      const atOld = await followFromInbox(page, walk, { to: customer.email, link: 'stop-change' });
      await atOld.getByRole('heading', { name: pages.old.heading }).waitFor();
      const [stop, agree] = pages.old.buttons ?? [];
      expect(await atOld.getByRole('button').allTextContents()).toEqual([stop?.label, agree?.label]);
      await atOld.getByRole('button', { name: agree?.label ?? '' }).click();
      await atOld.getByRole('heading', { name: pages.ready.heading }).waitFor();

      await tick(walk.cloud);
      await page.goto(`${walk.cloud.url}/demo/#/account`);
      await sectionOf(page, 'emailTitle').getByText(next, { exact: true }).waitFor();
      expect(await sectionOf(page, 'emailTitle').textContent()).toContain('You changed to this address.');
      expect(await sectionOf(page, 'changeTitle').textContent()).toContain(changeStateWords.SWITCHED.en);
      expect(await own()).toEqual({
        email: { address: next, state: 'VERIFIED' },
        emailChange: { state: 'SWITCHED' },
      });
    }));

  it('the old address is told what happens and by when, and never what the new one is', async () => {
    const mails = await waitForMails(walk.cloud, customer.email);
    const asked: readonly ReceivedMail[] = mails.filter(({ links }) =>
      links.some((link) => link.includes('/stop-change/')),
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const { text, html } of asked) {
      expect(text).toMatch(/stop/i);
      expect(`${text}${html}`).not.toContain(next);
    }
  });
});
