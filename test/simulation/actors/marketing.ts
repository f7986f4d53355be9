import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../token.ts';
import { canary } from './person.ts';
import type { Stage } from './stage.ts';

const marketer = (subject: string): Person => ({
  ...{ issuer: 'staff', subject, groups: ['marketing'] },
  email: `${subject}@cloudfly.example`,
});
const author = marketer('staff-author');
const approver = marketer('staff-approver');

/** Drafts a campaign, has it tested and approved, starts it, and now and then stops it. */
export async function runCampaign(stage: Stage): Promise<void> {
  const { client, draw } = stage;
  const words = () => ({
    subject: canary(draw, 'subject'),
    heading: canary(draw, 'heading'),
    paragraphs: [canary(draw, 'paragraph')],
    action: { label: canary(draw, 'label'), link: 'https://shop.cloudfly.vn/offer' },
  });
  const content = { vi: words(), en: words() };
  const draft = { name: canary(draw, 'campaign'), purpose: 'NEW_PRODUCTS', content };
  const { data } = await client.act('draftCampaign', 'campaign { id }', author, draft);
  const campaignId = data?.draftCampaign?.campaign?.id;
  if (campaignId === undefined) return;
  const step = (name: string, by: Person) =>
    client.act(`${name}Campaign`, 'campaign { id }', by, { campaignId });
  await step('test', author);
  const tested = 'query ($id: ID!) { campaign(id: $id) { testedAt } }';
  for (let tries = 0; tries < 20; tries++) {
    const asked = await client.ask(tested, { by: author, variables: { id: campaignId } });
    if (asked.data?.campaign?.testedAt) break;
    await pause(20_000);
  }
  await step('approve', approver);
  await step('start', approver);
  await pause(draw.below(120_000));
  if (draw.often(0.4)) await step('pause', author);
  if (draw.often(0.6)) await step('resume', author);
  if (draw.often(0.2)) await step('stop', author);
}
