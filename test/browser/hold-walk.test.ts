import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplesOf } from '../../cdk/graphiql/examples.ts';
import { requestStateWords } from '../../local/demo/words/contact-code-words.ts';
import { speak } from '../../local/demo/words.ts';
import { goTo, openDemo, sectionOf, signIn } from '../demo/walk-sign-up.ts';
import { findChromium } from '../graphiql/chromium.ts';
import { runExample, runQuery, signInAsStaff } from '../graphiql/work-as-staff.ts';
import { canary } from '../harness/cloud.ts';
import { eventually, mailsTo, registerVerified } from '../harness/mails.ts';
import type { Registered } from '../harness/register.ts';
import { sendMail } from '../harness/send-mail.ts';
import { patience, startWalk, type Walk } from './walk.ts';

const found = findChromium() !== undefined;
if (!found) console.warn('SKIPPED: the walk of a hold, for there is no Chromium on the PATH.');

const say = speak('en');
/** Words of the customer, and of who answers. */
const [asked, answered, fileName] = [canary('Please '), canary('Here '), `${canary('file')}.txt`];

describe.skipIf(!found)('P3.6: support holds an address, and lifts it', { timeout: 3 * patience }, () => {
  let walk: Walk;
  let customer: Registered;
  let holdId: string;
  let reference: string;

  beforeAll(async () => {
    walk = await startWalk();
    customer = await registerVerified(walk.cloud, undefined, { language: 'en' });
  }, 2 * patience);
  afterAll(() => walk?.stop());

  const title = () => {
    const example = examplesOf(['support']).find(({ query }) => query.includes('holdEmail('));
    if (!example) throw new Error('the menu of support has no example of a hold');
    return example.title;
  };
  const ids = () => `idempotencyKey: "${canary('key-')}", customerId: "${customer.id}"`;
  const quarantined =
    '{ requests(first: 5, filter: { state: QUARANTINED }) { nodes { reference customerId quarantine { cause } } } }';
  /** As the customer's requests and account show them. */
  const asCustomer = (look: (text: string) => void) =>
    walk.withPage(async (page) => {
      await openDemo(page, walk.cloud.url);
      await signIn(page, customer.username);
      await goTo(page, 'requests');
      const section = sectionOf(page, 'sentRequests');
      await section.waitFor();
      if (reference) {
        await section.getByText(reference, { exact: true }).click();
        await page.getByRole('list', { name: say('said', { reference }) }).waitFor();
      }
      look((await page.getByRole('main').textContent()) ?? '');
    });

  it('finds the customer and stops requests from the address, by an example', () =>
    walk.withPage(async (page) => {
      await signInAsStaff(page, walk.cloud.url, 'support');
      const looked = await runQuery(page, `{ findCustomer(email: "${customer.email}") { id addressState } }`);
      expect(JSON.parse(looked).data.findCustomer).toEqual([{ id: customer.id, addressState: 'VERIFIED' }]);
      const { holdEmail } = JSON.parse(await runExample(page, title())).data;
      expect(holdEmail).toMatchObject({ errors: [], hold: { state: 'HELD' } });
      const list = await runQuery(page, '{ emailHolds { nodes { id customerId state cause ageHours } } }');
      const [hold] = JSON.parse(list).data.emailHolds.nodes;
      expect(hold).toMatchObject({ customerId: customer.id, state: 'HELD', cause: 'STAFF', ageHours: 0 });
      holdId = hold.id;
    }));

  it('what the customer mails waits in quarantine, and the customer reads why', async () => {
    const attachments = [{ filename: fileName, content: 'a list' }];
    await sendMail(walk.cloud, { from: customer.email, text: asked, attachments });
    await walk.withPage(async (page) => {
      await signInAsStaff(page, walk.cloud.url, 'support');
      const waiting = JSON.parse(await runQuery(page, quarantined)).data.requests.nodes;
      expect(waiting).toEqual([
        { reference: expect.any(String), customerId: customer.id, quarantine: { cause: 'ADDRESS_HELD' } },
      ]);
      reference = waiting[0].reference;
      const early = await runQuery(
        page,
        `mutation { releaseQuarantined(input: { ${ids()}, reference: "${reference}" }) { errors { code } } }`,
      );
      expect(JSON.parse(early).data.releaseQuarantined.errors).toEqual([{ code: 'ADDRESS_HELD' }]);
    });
    await asCustomer((text) => {
      expect(text).toContain(say('heldTitle'));
      expect(text).toContain(requestStateWords.QUARANTINED.en);
      for (const own of [asked, fileName]) expect(text).toContain(own);
    });
  });

  it('reaches the customer by phone, writes it down, lifts the hold, releases the request and answers it', () =>
    walk.withPage(async (page) => {
      await signInAsStaff(page, walk.cloud.url, 'support');
      const act = async (name: string, rest: string, answer: string) => {
        const text = await runQuery(
          page,
          `mutation { ${name}(input: { ${ids()}, ${rest} }) { ${answer} errors { code path } } }`,
        );
        const payload = JSON.parse(text).data?.[name];
        expect([name, payload?.errors]).toEqual([name, []]);
        return payload;
      };
      const now = new Date().toISOString();
      const contact = `id: "${holdId}", channel: PHONE, at: "${now}", confirmed: [IDENTITY, REQUESTS_ARE_MINE], note: "Called back."`;
      expect(await act('recordContact', contact, 'hold { contacts { channel confirmed } }')).toMatchObject({
        hold: { contacts: [{ channel: 'PHONE', confirmed: ['IDENTITY', 'REQUESTS_ARE_MINE'] }] },
      });
      const lifted = await act('releaseEmailHold', `id: "${holdId}"`, 'hold { state liftedAt }');
      expect(lifted.hold.state).toBe('LIFTED');
      const released = await act('releaseQuarantined', `reference: "${reference}"`, 'request { state }');
      expect(released.request.state).toBe('OPEN');

      await page.getByLabel('Purpose').selectOption('CUSTOMER_REQUEST');
      await page.getByLabel('Reference').fill(reference);
      const read = `{ request(customerId: "${customer.id}", reference: "${reference}") { entries { words attachments { name } } } }`;
      const { entries } = JSON.parse(await runQuery(page, read)).data.request;
      expect(entries).toEqual([{ words: expect.stringContaining(asked), attachments: [{ name: fileName }] }]);
      const reply = `reference: "${reference}", message: "${answered}"`;
      expect((await act('replyToRequest', reply, 'request { state }')).request.state).toBe('ANSWERED');
    }));

  it('the customer has the answer by mail, and sees it beside the own words; nothing is held any more', async () => {
    const mail = await eventually(async () =>
      (await mailsTo(walk.cloud, customer.email)).find(({ text }) => text.includes(answered)),
    );
    expect(mail.text).toContain(reference);
    await asCustomer((text) => {
      expect(text).not.toContain(say('heldTitle'));
      expect(text).toContain(requestStateWords.ANSWERED.en);
      for (const said of [asked, fileName, answered]) expect(text).toContain(said);
    });
  });
});
