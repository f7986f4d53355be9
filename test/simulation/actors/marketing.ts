import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../token.ts';
import { advertised, gather, refuseSome } from './audience.ts';
import { canary } from './person.ts';
import type { Stage } from './stage.ts';

const marketer = (subject: string): Person => ({
  ...{ issuer: 'staff', subject, groups: ['marketing'] },
  email: `${subject}@cloudfly.example`,
});
const author = marketer('staff-author');
const approver = marketer('staff-approver');

/** One or two campaigns to customers who agreed to them, some of whom refuse while they run. */
export async function runMarketing(stage: Stage): Promise<void> {
  const { draw } = stage;
  const gathered = gather(stage);
  const begins = Promise.withResolvers<void>();
  const campaigns = Array.from({ length: 1 + draw.below(2) }, () =>
    runCampaign(stage, async () => {
      if (draw.often(0.9)) await gathered;
      begins.resolve();
    }),
  );
  const refusals = begins.promise.then(async () => refuseSome(stage, await gathered));
  await Promise.all(campaigns);
  begins.resolve();
  await refusals;
}

/**
 * Drafts a campaign, has it tested and approved, starts it, and now and then stops it.
 * @param before what comes before it is started
 */
async function runCampaign(stage: Stage, before: () => Promise<void>): Promise<void> {
  const { client, draw } = stage;
  const words = () => ({
    subject: canary(draw, 'subject'),
    heading: canary(draw, 'heading'),
    paragraphs: [canary(draw, 'paragraph')],
    action: { label: canary(draw, 'label'), link: 'https://shop.cloudfly.vn/offer' },
  });
  const content = { vi: words(), en: words() };
  const draft = { name: canary(draw, 'campaign'), purpose: draw.one(advertised), content };
  const { data } = await client.act('draftCampaign', 'campaign { id }', author, draft);
  const campaignId = data?.draftCampaign?.campaign?.id;
  if (campaignId === undefined) return;
  const step = (name: string, by: Person) => client.act(name, 'campaign { id }', by, { campaignId });
  for (let tests = 0; tests < 3; tests++) {
    await step('testCampaign', author);
    if (await isTested(stage, campaignId)) break;
  }
  await step('approveCampaign', approver);
  await before();
  await step('startCampaign', approver);
  await pause(draw.below(120_000));
  if (draw.often(0.4)) await step('pauseCampaign', author);
  if (draw.often(0.6)) await step('resumeCampaign', author);
  if (draw.often(0.2)) await step('stopCampaign', author);
}

/** Looks now and then whether the mail that was to be tested has come: what SES was asked for without an answer never does. */
async function isTested({ client }: Stage, id: string): Promise<boolean> {
  const query = 'query ($id: ID!) { campaign(id: $id) { testedAt } }';
  for (let tries = 0; tries < 20; tries++) {
    const { data } = await client.ask(query, { by: author, variables: { id } });
    if (data?.campaign?.testedAt) return true;
    await pause(20_000);
  }
  return false;
}
