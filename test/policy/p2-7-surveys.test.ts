import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  approvedCampaign,
  campaignAtRest,
  campaignOf,
  confirmAll,
  must,
  randomWords,
  stepCampaign,
  tally,
} from '../harness/campaigns.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { mailsTo } from '../harness/mails.ts';
import { firstContent } from '../harness/policy-drafts.ts';
import { randomPerson, registerCustomer } from '../harness/register.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

test('P2.7: a survey goes to whoever said yes to surveys, and looks like advertising only where the policy calls it so', async () => {
  const said = (purpose: string, granted: boolean) => ({
    consents: [{ purpose, channel: 'EMAIL', granted }],
  });
  const [yes, no, other] = await Promise.all([
    registerCustomer(cloud, randomPerson(), said('SURVEYS', true)),
    registerCustomer(cloud, randomPerson(), said('SURVEYS', false)),
    registerCustomer(cloud, randomPerson(), said('NEW_PRODUCTS', true)),
  ]);
  await confirmAll(cloud, [yes, no, other]);
  const [author, approver] = await Promise.all([cloud.employee('marketing'), cloud.employee('marketing')]);
  const content = randomWords();
  const id = await approvedCampaign(cloud, [author, approver], { purpose: 'SURVEYS', content });
  await must(stepCampaign(cloud, 'start', author, id));
  await campaignAtRest(cloud, author, id);
  const isAdvertising = firstContent().purposes.find(({ purpose }) => purpose === 'SURVEYS')?.advertising;
  expect(isAdvertising).toBe(false);
  const got = async (email: string) =>
    (await mailsTo(cloud, email))
      .filter(({ text }) => text.includes(content.vi.paragraphs[0] ?? ''))
      .map(({ subject, headers }) => ({
        subject,
        refusable: headers.some(({ name }) => name.toLowerCase() === 'list-unsubscribe-post'),
      }));
  expect(await got(yes.email)).toEqual([{ subject: content.vi.subject, refusable: true }]);
  expect([...(await got(no.email)), ...(await got(other.email))]).toEqual([]);
  const { progress } = await campaignOf(cloud, author, id);
  expect(tally(progress.reasons)).toEqual({ REFUSED: 1, NO_CONSENT: 1 });
}, 60_000);
