import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Campaign, digestOfPlan } from '../../lambda/domain/campaign/campaign.ts';
import { parseCampaign } from '../../lambda/domain/campaign/parse-campaign.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import {
  approvedCampaign,
  campaignAtRest,
  campaignOf,
  confirmAll,
  draftCampaign,
  draftInput,
  holdMails,
  mailsOf,
  must,
  randomWords,
  stepCampaign,
  tally,
} from '../harness/campaigns.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { setConsents } from '../harness/consents.ts';
import { eventually, mailsSettled, mailsTo, waitForMails } from '../harness/mails.ts';
import { localIdOf, randomPerson, registerCustomer } from '../harness/register.ts';
import { changes, overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let later: Beside;
let author: string;
let approver: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  later = await startBeside(cloud, { functions: ['clock'], hoursAhead: 1 });
  [author, approver] = await Promise.all([cloud.employee('marketing'), cloud.employee('marketing')]);
});
afterAll(async () => {
  await later.stop();
  await cloud.stop();
});

const consent = (granted: boolean, purpose = 'NEW_PRODUCTS') => [{ purpose, channel: 'EMAIL', granted }];
const customer = (consents: unknown, more = {}) =>
  registerCustomer(cloud, randomPerson(), { consents, ...more });

/** Advertising in somebody's inbox. */
const advertised = async (email: string) =>
  (await mailsTo(cloud, email)).filter(({ subject }) => subject.startsWith('[QC]'));

test('P2.4: from draft to report: who said yes gets it once, in their language, and nobody else', async () => {
  const [yes, english, no, silent, unconfirmed] = await Promise.all([
    customer(consent(true)),
    customer(consent(true), { language: 'en' }),
    customer(consent(false)),
    customer([]),
    customer(consent(true)),
  ]);
  await confirmAll(cloud, [yes, english, no, silent]);
  const content = randomWords();
  const drafted = await draftCampaign(cloud, author, draftInput({ content }));
  expect(userErrors(drafted)).toEqual([]);
  const { id } = drafted.data.draftCampaign.campaign;

  await must(stepCampaign(cloud, 'count', author, id));
  const count = await eventually(async () => {
    const found = (await campaignOf(cloud, author, id)).count;
    return found?.state === 'DONE' ? found : undefined;
  });
  const refused = { REFUSED: 1, NO_CONSENT: 1, ADDRESS_UNVERIFIED: 1 };
  expect([count.audience, count.allowed, tally(count.refused)]).toEqual([5, 2, refused]);

  // Not before its author has seen it, and another person has approved it.
  expect(userErrors(await stepCampaign(cloud, 'approve', approver, id))).toEqual([
    'NOT_TESTED at input.campaignId',
  ]);
  expect(userErrors(await stepCampaign(cloud, 'start', author, id))).toEqual([
    'WRONG_STATE at input.campaignId',
  ]);
  expect(codesOf(await stepCampaign(cloud, 'test', approver, id))).toEqual(['FORBIDDEN']);
  await must(stepCampaign(cloud, 'test', author, id));
  const { testedAt } = await eventually(async () => {
    const found = await campaignOf(cloud, author, id);
    return found.testedAt ? found : undefined;
  });
  expect(testedAt).toBeTruthy();
  const tests = (await mailsTo(cloud)).filter(({ text }) => text.includes(content.vi.paragraphs[0] ?? ''));
  expect(tests.map(({ subject }) => subject)).toEqual([`[QC] ${content.vi.subject}`]);
  expect(userErrors(await stepCampaign(cloud, 'approve', author, id))).toEqual([
    'SAME_PERSON at input.campaignId',
  ]);
  await must(stepCampaign(cloud, 'approve', approver, id));
  expect(userErrors(await stepCampaign(cloud, 'approve', approver, id))).toEqual([
    'WRONG_STATE at input.campaignId',
  ]);
  expect(await mailsOf(cloud, id)).toEqual([]);
  await must(stepCampaign(cloud, 'start', author, id));
  await campaignAtRest(cloud, author, id);

  const [mail] = await advertised(yes.email);
  expect(mail?.subject).toBe(`[QC] ${content.vi.subject}`);
  expect(mail?.text).toContain(yes.name);
  const [other] = await advertised(english.email);
  expect(other?.subject).toBe(`[QC] ${content.en.subject}`);
  for (const { email } of [no, silent, unconfirmed]) expect(await advertised(email)).toEqual([]);
  const rows = await mailsOf(cloud, id);
  expect(new Set(rows.map((row) => textOf(row, 'customerId'))).size).toBe(5);
  expect(rows).toHaveLength(5);
  const { progress } = await campaignOf(cloud, author, id);
  expect(progress).toMatchObject({ recipients: 5, unreadable: 0, everybodySeen: true });
  const { SUPPRESSED, ...taken } = tally(progress.outcomes);
  expect([SUPPRESSED, (taken.SENT ?? 0) + (taken.DELIVERED ?? 0)]).toEqual([3, 2]);
  expect(tally(progress.reasons)).toEqual(refused);

  // An hour later its job looks again, and nothing waits any more.
  await later.invoke('clock', {});
  await eventually(async () => ((await campaignOf(cloud, author, id)).state === 'DONE' ? true : undefined));
  expect(userErrors(await stepCampaign(cloud, 'stop', author, id))).toEqual([
    'WRONG_STATE at input.campaignId',
  ]);
  expect(await advertised(yes.email)).toHaveLength(1);

  const { data } = await cloud.ask('{ campaigns(first: 1) { nodes { id } pageInfo { hasNextPage } } }', {
    token: await cloud.employee('auditor'),
  });
  expect(data.campaigns.nodes).toEqual([{ id }]);
}, 90_000);

test('P2.4: the address for tests is the one that the sign-in vouches for; after the test nothing knows it', async () => {
  const drafted = await draftCampaign(cloud, author, draftInput());
  const { id } = drafted.data.draftCampaign.campaign;
  const address = `${canary('author')}@cloudfly.example`;
  const subject = JSON.parse(Buffer.from(author.split('.')[1] ?? '', 'base64url').toString()).sub;
  const tokenWith = (claims: Readonly<Record<string, unknown>>) =>
    cloud.oidc.issueToken({
      issuer: 'staff',
      username: canary('staff'),
      groups: ['marketing'],
      overrides: { sub: subject, ...claims },
    });
  for (const claims of [{ email: undefined }, { email: address, email_verified: false }])
    expect(userErrors(await stepCampaign(cloud, 'test', await tokenWith(claims), id))).toEqual([
      'ADDRESS_NOT_VERIFIED at input.campaignId',
    ]);
  const from = cloud.logs.length;
  await must(stepCampaign(cloud, 'test', await tokenWith({ email: address }), id));
  const mails = await waitForMails(cloud, address, 2);
  expect(mails).toHaveLength(2);
  // Its events are about no customer, and wake nobody.
  await cloud.ses.idle();
  expect(cloud.logs.slice(from).filter((one) => one.includes('mail_event_refused'))).toEqual([]);
  await eventually(async () => (await campaignOf(cloud, author, id)).testedAt ?? undefined);
  const tables = await scanTables(cloud);
  expect(JSON.stringify(tables)).not.toContain(address);
  const job = tables.records.find(
    (row) =>
      textOf(row, 'kind') === 'JOB' && textOf(row, 'type') === 'TEST_CAMPAIGN' && row.report?.M?.sealed,
  );
  expect(job).toBeUndefined();
});

test('P2.4: what may not be sent is refused at the draft, and changes nothing', async () => {
  await mailsSettled(cloud);
  const { vi, en } = randomWords();
  const wrong: readonly [Record<string, unknown>, string][] = [
    [
      { content: { vi: { ...vi, subject: 'a\nBcc: b@c.example' }, en } },
      'INVALID_FORMAT at input.content.vi.subject',
    ],
    [
      { content: { vi, en: { ...en, heading: '{{email}} {{name}}' } } },
      'UNKNOWN_VARIABLE at input.content.en.heading',
    ],
    [{ content: { vi, en: { ...en, heading: 'Hello' } } }, 'MISSING_VARIABLE at input.content.en'],
    [{ startsAt: '2020-01-01T00:00:00Z' }, 'IN_THE_PAST at input.startsAt'],
    [{ name: '' }, 'REQUIRED at input.name'],
    [{ idempotencyKey: 'short' }, 'IDEMPOTENCY_KEY_INVALID at input.idempotencyKey'],
  ];
  const before = await scanTables(cloud);
  for (const [change, error] of wrong)
    expect(userErrors(await draftCampaign(cloud, author, draftInput(change)))).toEqual([error]);
  const found = changes(before, await scanTables(cloud));
  expect(found.filter((change) => change !== '+ records IDEMPOTENCY')).toEqual([]);
  const unknown = `Campaign:${'0'.repeat(26)}`;
  for (const step of ['count', 'test', 'approve', 'start', 'pause', 'resume', 'stop'] as const)
    expect(
      userErrors(await stepCampaign(cloud, step, author, Buffer.from(unknown).toString('base64url'))),
    ).toEqual(['NOT_FOUND at input.campaignId']);
  for (const role of ['support', 'privacy_officer', 'auditor', 'operator'])
    expect(codesOf(await draftCampaign(cloud, await cloud.employee(role), draftInput()))).toEqual([
      'FORBIDDEN',
    ]);
});

test('P2.4: paused, what was made waits; stopped, it is never sent, and says why', async () => {
  const people = await Promise.all([1, 2, 3].map(() => customer(consent(true, 'SURVEYS'))));
  await confirmAll(cloud, people);
  const startsAt = new Date(Date.now() + 1_800_000).toISOString();
  const id = await approvedCampaign(cloud, [author, approver], { purpose: 'SURVEYS', startsAt });
  await must(stepCampaign(cloud, 'start', author, id));
  await cloud.invoke('clock', {});
  expect(await mailsOf(cloud, id)).toEqual([]);
  await must(stepCampaign(cloud, 'pause', author, id));
  expect(userErrors(await stepCampaign(cloud, 'pause', author, id))).toEqual([
    'WRONG_STATE at input.campaignId',
  ]);
  await must(stepCampaign(cloud, 'resume', author, id));
  expect(await mailsOf(cloud, id)).toEqual([]);
  await must(stepCampaign(cloud, 'stop', author, id));
  expect(userErrors(await stepCampaign(cloud, 'resume', author, id))).toEqual([
    'WRONG_STATE at input.campaignId',
  ]);

  // Mails that were made and not sent.
  let release = await holdMails(cloud);
  const made = await approvedCampaign(cloud, [author, approver], { purpose: 'SURVEYS' });
  await must(stepCampaign(cloud, 'start', author, made));
  await eventually(async () =>
    (await campaignOf(cloud, author, made)).progress.everybodySeen ? true : undefined,
  );
  const statesOf = async () =>
    (await mailsOf(cloud, made))
      .filter((row) => people.some((one) => localIdOf(one.id) === textOf(row, 'customerId')))
      .map((row) => `${textOf(row, 'state')} ${textOf(row, 'reason')}`);
  expect(await statesOf()).toEqual(Array(3).fill('QUEUED '));
  await must(stepCampaign(cloud, 'pause', author, made));
  await release();
  await eventually(async () => {
    await cloud.invoke('clock', {});
    return (await statesOf()).every((one) => one === 'QUEUED CAMPAIGN_PAUSED') ? true : undefined;
  });
  await must(stepCampaign(cloud, 'stop', author, made));

  release = await holdMails(cloud);
  const stopped = await approvedCampaign(cloud, [author, approver], { purpose: 'SURVEYS' });
  await must(stepCampaign(cloud, 'start', author, stopped));
  await eventually(async () =>
    (await campaignOf(cloud, author, stopped)).progress.everybodySeen ? true : undefined,
  );
  await must(stepCampaign(cloud, 'stop', author, stopped));
  await release();
  await campaignAtRest(cloud, author, stopped);
  const { progress } = await campaignOf(cloud, author, stopped);
  expect(tally(progress.reasons).CAMPAIGN_STOPPED).toBe(3);
  expect(tally(progress.outcomes)).toEqual({ SUPPRESSED: progress.recipients });
  for (const { email } of people)
    expect((await mailsTo(cloud, email)).filter(({ text }) => text.includes('heading'))).toEqual([]);
}, 90_000);

test('P2.4: said yes or no between the making and the sending, the answer at the sending counts', async () => {
  const [changed, stays] = await Promise.all([customer(consent(true)), customer(consent(true))]);
  await confirmAll(cloud, [changed, stays]);
  const content = randomWords();
  const id = await approvedCampaign(cloud, [author, approver], { content });
  const release = await holdMails(cloud);
  await must(stepCampaign(cloud, 'start', author, id));
  await eventually(async () =>
    (await campaignOf(cloud, author, id)).progress.everybodySeen ? true : undefined,
  );
  expect(userErrors(await setConsents(cloud, changed.token, { consents: consent(false) }))).toEqual([]);
  await release();
  await campaignAtRest(cloud, author, id);
  const got = async (email: string) =>
    (await mailsTo(cloud, email)).filter(({ subject }) => subject.includes(content.vi.subject)).length;
  expect([await got(changed.email), await got(stays.email)]).toEqual([0, 1]);
});

test('P2.4: sending begins with the start, and again with the resumption; no clock is waited for', async () => {
  const reader = await customer(consent(true, 'PROMOTIONS'));
  await confirmAll(cloud, [reader]);
  await mailsSettled(cloud);
  const started = await approvedCampaign(cloud, [author, approver], { purpose: 'PROMOTIONS' });
  await must(stepCampaign(cloud, 'start', author, started));
  await eventually(async () => ((await advertised(reader.email)).length === 1 ? true : undefined));

  const release = await holdMails(cloud);
  const resumed = await approvedCampaign(cloud, [author, approver], { purpose: 'PROMOTIONS' });
  await must(stepCampaign(cloud, 'start', author, resumed));
  await eventually(async () =>
    (await campaignOf(cloud, author, resumed)).progress.everybodySeen ? true : undefined,
  );
  await must(stepCampaign(cloud, 'pause', author, resumed));
  await release();
  expect(await advertised(reader.email)).toHaveLength(1);
  await must(stepCampaign(cloud, 'resume', author, resumed));
  await eventually(async () => ((await advertised(reader.email)).length === 2 ? true : undefined));
});

test('P2.4: a campaign whose row was altered after its approval is not started, nor its mails sent', async () => {
  const reader = await customer(consent(true));
  await confirmAll(cloud, [reader]);
  const other = randomWords();
  const alter = async (id: string, changed: Readonly<Record<string, unknown>>) => {
    const row = (await recordsOf(cloud, 'CAMPAIGN')).find((one) => textOf(one, 'id') === storedId(id));
    const item = marshall({ ...unmarshall(row ?? {}), ...changed }, { removeUndefinedValues: true });
    await overwrite(cloud, 'records', item);
    return unmarshall(row ?? {}) as Campaign;
  };
  const content = parseCampaign(
    { name: 'x', purpose: 'NEW_PRODUCTS', audience: {}, content: other, startsAt: undefined },
    { ownSites: [], now: new Date() },
  ).content;
  const withDigest = (campaign: Campaign) => ({ content, digest: digestOfPlan({ ...campaign, content }) });

  const altered = await approvedCampaign(cloud, [author, approver]);
  const before = await alter(altered, { content });
  expect(codesOf(await stepCampaign(cloud, 'start', author, altered))).not.toEqual([]);
  await alter(altered, withDigest(before));
  expect(userErrors(await stepCampaign(cloud, 'start', author, altered))).toEqual([
    'NOT_APPROVED at input.campaignId',
  ]);

  for (const change of [() => ({ content }), withDigest]) {
    const release = await holdMails(cloud);
    const id = await approvedCampaign(cloud, [author, approver]);
    await must(stepCampaign(cloud, 'start', author, id));
    await eventually(async () =>
      (await campaignOf(cloud, author, id)).progress.everybodySeen ? true : undefined,
    );
    const waiting = async () => (await mailsOf(cloud, id)).filter((row) => textOf(row, 'state') === 'QUEUED');
    expect(await waiting()).not.toEqual([]);
    const [row] = (await recordsOf(cloud, 'CAMPAIGN')).filter((one) => textOf(one, 'id') === storedId(id));
    await alter(id, change(unmarshall(row ?? {}) as Campaign));
    await release();
    await cloud.invoke('clock', {});
    await eventually(async () => ((await waiting()).length === 0 ? true : undefined));
    const reasons = (await mailsOf(cloud, id)).map((one) => textOf(one, 'state')).sort();
    expect(new Set(reasons)).toEqual(new Set(['FAILED', 'SUPPRESSED']));
  }
  expect(await advertised(reader.email)).toEqual([]);
}, 60_000);

const storedId = (id: string) => Buffer.from(id, 'base64url').toString('utf8').replace('Campaign:', '');
