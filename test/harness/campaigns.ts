import { setTimeout as pause } from 'node:timers/promises';
import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Answer, userErrors } from './ask.ts';
import { canary, type TestCloud } from './cloud.ts';
import { eventually, mailsSettled } from './mails.ts';
import { type Asked, mutation } from './mutations.ts';
import { localIdOf } from './register.ts';
import { type Item, overwrite, recordsOf, textOf } from './tables.ts';

/** Good words, each a canary. `{{name}}` stands in both languages. */
export function randomWords() {
  const words = (language: string) => ({
    subject: `${language} ${canary('subject')}`,
    heading: `${canary('heading')} {{name}}`,
    paragraphs: [canary('words')],
    action: { label: canary('label'), link: `https://shop.cloudfly.vn/${canary()}` },
  });
  return { vi: words('vi'), en: words('en') };
}

/** The input of a good draft. */
export const draftInput = (changes: Readonly<Record<string, unknown>> = {}) => ({
  idempotencyKey: canary('key-'),
  name: canary('campaign '),
  purpose: 'NEW_PRODUCTS',
  content: randomWords(),
  ...changes,
});

const record = 'campaign { id state }';
export const draftCampaign = mutation('draftCampaign', record);

export type Step = 'count' | 'test' | 'approve' | 'start' | 'pause' | 'resume' | 'stop';
export const stepCampaign = (at: Asked, step: Step, token: string, campaignId: string): Promise<Answer> =>
  mutation(`${step}Campaign`, record)(at, token, { campaignId });

/** The same, and nothing against it. */
export async function must(answer: Promise<Answer>): Promise<void> {
  const errors = userErrors(await answer);
  if (errors.length > 0) throw new Error(`it was refused: ${errors.join(', ')}`);
}

const shown = `id state author approver testedAt startedAt finishedAt
  count { state at audience allowed refused { code count } }
  progress { recipients everybodySeen unreadable outcomes { code count } reasons { code count } }`;

export async function campaignOf(at: Asked, token: string, id: string) {
  const query = `query Campaign($id: ID!) { campaign(id: $id) { ${shown} } }`;
  const { data, text } = await at.ask(query, { token, variables: { id } });
  if (!data?.campaign) throw new Error(`there is no such campaign: ${text}`);
  return data.campaign;
}

/** Drafted, tested by its author, approved by another. @returns its id */
export async function approvedCampaign(
  cloud: TestCloud,
  [author, approver]: readonly [string, string],
  changes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const drafted = await draftCampaign(cloud, author, draftInput(changes));
  const errors = userErrors(drafted);
  if (errors.length > 0) throw new Error(`the draft was refused: ${errors.join(', ')}`);
  const { id } = drafted.data.draftCampaign.campaign;
  await must(stepCampaign(cloud, 'test', author, id));
  await eventually(async () => (await campaignOf(cloud, author, id)).testedAt ?? undefined);
  await must(stepCampaign(cloud, 'approve', approver, id));
  return id;
}

/** The campaign's mails, as they stand in the table. */
export async function mailsOf(cloud: TestCloud, campaignId: string): Promise<readonly Item[]> {
  const id = Buffer.from(campaignId, 'base64url').toString('utf8').replace('Campaign:', '');
  return (await recordsOf(cloud, 'MAIL')).filter((mail) => textOf(mail, 'campaignId') === id);
}

/** Lets the clock run until everybody was looked at and every mail has come to rest. What fails meanwhile is tried again. */
export async function campaignAtRest(cloud: TestCloud, token: string, id: string): Promise<void> {
  await eventually(async () => {
    const isThere = await isAtRest(cloud, token, id).catch(() => undefined);
    // Looking is work as well: whoever sends would wait for it.
    if (!isThere) await pause(250);
    return isThere;
  });
}

async function isAtRest(cloud: TestCloud, token: string, id: string): Promise<true | undefined> {
  await cloud.invoke('clock', {});
  const { everybodySeen } = (await campaignOf(cloud, token, id)).progress;
  if (!everybodySeen) return undefined;
  const now = new Date().toISOString();
  const busy = (await mailsOf(cloud, id)).filter(
    (mail) =>
      textOf(mail, 'state') === 'SENDING' ||
      (textOf(mail, 'state') === 'QUEUED' && textOf(mail, 'dueAt') <= now),
  );
  return busy.length === 0 ? true : undefined;
}

/** Has the mails of campaigns wait as if somebody were at them, until what it returns is called. */
export async function holdMails(cloud: TestCloud): Promise<() => Promise<void>> {
  await mailsSettled(cloud);
  const at = new Date().toISOString();
  const key = { pk: { S: 'JOB#PULL_MAILS' }, sk: { S: 'JOB' } };
  const texts = { kind: 'JOB', id: 'PULL_MAILS', type: 'PULL_MAILS', state: 'RUNNING', requestedBy: 'test' };
  await overwrite(cloud, 'records', {
    ...key,
    ...Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }])),
    requestedAt: { S: at },
    version: { N: '1000000' },
    attempts: { N: '1' },
  });
  return async () => {
    const TableName = cloud.tableNames.records;
    await cloud.direct.send(new DeleteItemCommand({ TableName, Key: key }));
  };
}

/** Makes addresses confirmed, as following the link of each would: these tests are not about that. */
export async function confirmAll(cloud: TestCloud, customers: readonly { readonly id: string }[]) {
  for (const { id } of customers)
    await cloud.direct.send(
      new UpdateItemCommand({
        TableName: cloud.tableNames.records,
        Key: { pk: { S: `CUS#${localIdOf(id)}` }, sk: { S: 'CONTACT' } },
        UpdateExpression: 'SET addressState = :verified, verifiedAt = :now',
        ExpressionAttributeValues: {
          ':verified': { S: 'VERIFIED' },
          ':now': { S: new Date().toISOString() },
        },
      }),
    );
}

/** Tallies as a record. */
export const tally = (tallies: readonly { code: string; count: number }[]) =>
  Object.fromEntries(tallies.map(({ code, count }) => [code, count]));
