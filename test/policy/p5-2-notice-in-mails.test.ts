import { afterAll, beforeAll, expect, test } from 'vitest';
import { offSiteNotice } from '../../lambda/domain/link/notice.ts';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { waitForMails } from '../harness/mails.ts';
import { sendNotice, servedCustomer } from '../harness/notices.ts';
import { openedRequest, replyToRequest } from '../harness/requests.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const plain = (text: string) => text.replace(/\s+/g, ' ');

test('P5.2: a mail shows the same notice as a page beside a link that leaves, and none beside one of ours', async () => {
  for (const language of ['vi', 'en'] as const) {
    const served = await servedCustomer(cloud, { changes: { language } });
    const links = {
      leaves: `https://${canary('d')}.test/pay`,
      leadsOn: `https://my.cloudfly.vn/go?to=https%3A%2F%2F${canary('d')}.test`,
      alike: `https://xn--cludfly-bjg.vn/${canary()}`,
      ours: `https://my.cloudfly.vn/${canary()}`,
    };
    for (const link of Object.values(links)) {
      const billingNotice = { invoiceNumber: canary('INV-'), due: { amount: 1000, currency: 'VND' }, link };
      expect(userErrors(await sendNotice(cloud, served, { billingNotice }))).toEqual([]);
    }
    const mails = await waitForMails(cloud, served.email, 1 + Object.keys(links).length);
    const { data } = await cloud.ask(
      'query Link($url: String!, $language: Language!) { offSiteLink(url: $url, language: $language) { notice } }',
      { variables: { url: links.leaves, language } },
    );
    expect(data.offSiteLink.notice).toBe(offSiteNotice[language]);
    for (const [name, link] of Object.entries(links)) {
      const mail = mails.find(({ text }) => text.includes(link));
      const shown = [mail?.text, mail?.html].map((text) =>
        plain(text ?? '').includes(data.offSiteLink.notice),
      );
      expect(shown, name).toEqual(name === 'ours' ? [false, false] : [true, true]);
    }
  }
});

test('P5.2: a link that staff write into an answer has the notice below the words, and one of ours has none', async () => {
  const support = await cloud.employee('support');
  for (const language of ['vi', 'en'] as const) {
    const served = await servedCustomer(cloud, { changes: { language } });
    const words = {
      leaves: `Xem https://${canary('d')}.test/guide.`,
      bare: `${canary('d')}.com/guide`,
      alike: `https://xn--cludfly-bjg.vn/${canary()}`,
      leadsOn: `https://my.cloudfly.vn/go?to=https%3A%2F%2F${canary('d')}.test`,
      ours: `Xem https://my.cloudfly.vn/${canary()}, cloudfly.vn và http://my.cloudfly.vn/${canary()}.`,
      none: canary('words '),
    };
    const reference = await openedRequest(cloud, served.token);
    for (const message of Object.values(words)) {
      const answer = await replyToRequest(cloud, support, { customerId: served.id, reference, message });
      expect(userErrors(answer)).toEqual([]);
    }
    const mails = await waitForMails(cloud, served.email, 1 + Object.keys(words).length);
    for (const [name, said] of Object.entries(words)) {
      const mail = mails.find(({ text }) => plain(text).includes(said));
      const shown = [mail?.text, mail?.html].map((text) =>
        plain(text ?? '').includes(offSiteNotice[language]),
      );
      const isOurs = name === 'ours' || name === 'none';
      expect([mail !== undefined, ...shown], name).toEqual(
        isOurs ? [true, false, false] : [true, true, true],
      );
    }
  }
});
