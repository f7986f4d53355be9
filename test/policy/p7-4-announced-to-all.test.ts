import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { bundleOf } from '../harness/beside.ts';
import { campaignAtRest, campaignOf, mailsOf, stepCampaign, tally } from '../harness/campaigns.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { refuseAllEmail } from '../harness/consents.ts';
import { eventually, mailsTo, registerVerified } from '../harness/mails.ts';
import { approved, nextContent, publish } from '../harness/policy-drafts.ts';
import { localIdOf, type Registered, randomPerson } from '../harness/register.ts';
import { recordsOf, textOf } from '../harness/tables.ts';

/** Behind every function that works on its own the clock is an hour ahead: the instant of the version has come. */
const folder = mkdtempSync(join(tmpdir(), 'announced-'));
let cloud: TestCloud;
beforeAll(async () => {
  const [jobs, clock] = [bundleOf('jobs', folder, 1), bundleOf('clock', folder, 1)];
  cloud = await startTestCloud({ bundlePaths: { ...inject('bundlePaths'), jobs, clock } });
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

const listOf = async (token: string) => {
  const { data } = await cloud.ask(
    '{ campaigns { nodes { id purpose state policyVersion startsAt words(language: vi) { subject } } } }',
    { token },
  );
  return data.campaigns.nodes;
};

test('P7.4: publishing a version tells every customer by mail, once, whatever they refused', async () => {
  const marketing = await cloud.employee('marketing');
  const [author, approver] = (await Promise.all([1, 2].map(() => cloud.employee('privacy_officer')))) as [
    string,
    string,
  ];
  // The first version is what everybody agreed to: it announced nothing.
  expect(await listOf(marketing)).toEqual([]);
  const people = (await Promise.all(
    [{}, { language: 'en' }, {}, {}].map((more) => registerVerified(cloud, randomPerson(), more)),
  )) as [Registered, Registered, Registered, Registered];
  const [vi, en, refuser, bouncing] = people;
  expect(userErrors(await refuseAllEmail(cloud, refuser.token))).toEqual([]);
  await cloud.direct.send(
    new UpdateItemCommand({
      TableName: cloud.tableNames.records,
      Key: { pk: { S: `CUS#${localIdOf(bouncing.id)}` }, sk: { S: 'CONTACT' } },
      UpdateExpression: 'SET addressState = :state',
      ExpressionAttributeValues: { ':state': { S: 'BOUNCING' } },
    }),
  );
  const draftId = await approved(cloud, [author, approver], { content: nextContent() });
  const published = await publish(cloud, author, draftId);
  expect(userErrors(published)).toEqual([]);
  const { effectiveAt } = published.data.publishPolicy.version;
  const [announcement] = await listOf(marketing);
  expect(announcement).toMatchObject({ purpose: 'POLICY_CHANGE', policyVersion: 2, words: null });
  // Not before everybody who registered under the old version is in the list.
  expect(Date.parse(announcement.startsAt)).toBeGreaterThanOrEqual(Date.parse(effectiveAt) + 60_000);
  expect(userErrors(await stepCampaign(cloud, 'stop', marketing, announcement.id))).toEqual([
    'WRONG_STATE at input.campaignId',
  ]);

  await campaignAtRest(cloud, marketing, announcement.id);
  await eventually(async () => {
    const { progress } = await campaignOf(cloud, marketing, announcement.id);
    return tally(progress.outcomes).DELIVERED === 3 ? true : undefined;
  });
  const rows = await mailsOf(cloud, announcement.id);
  expect(rows.map((row) => textOf(row, 'customerId')).sort()).toEqual(
    people.map(({ id }) => localIdOf(id)).sort(),
  );
  expect(new Set(rows.map((row) => textOf(row, 'lane')))).toEqual(new Set(['marketing']));
  const told = async ({ email }: Registered) =>
    (await mailsTo(cloud, email)).filter(({ links }) =>
      links.some((link) => link.endsWith('/links/policy/2')),
    );
  for (const one of [vi, en, refuser]) {
    const mails = await told(one);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).not.toContain('[QC]');
    expect(mails[0]?.headers.map(({ name }) => name.toLowerCase())).not.toContain('list-unsubscribe');
  }
  expect((await told(vi))[0]?.subject).not.toBe((await told(en))[0]?.subject);
  expect(await told(bouncing)).toEqual([]);
  const { progress } = await campaignOf(cloud, marketing, announcement.id);
  expect(tally(progress.reasons)).toEqual({ ADDRESS_BOUNCING: 1 });

  // The notice that reached them is what acceptance by use follows from.
  const notices = (await recordsOf(cloud, 'NOTICE')).filter(
    (row) => textOf(row, 'sk') === 'NOTICE#000002' && textOf(row, 'by') === 'MAIL',
  );
  expect(notices).toHaveLength(3);
}, 90_000);
