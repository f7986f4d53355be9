import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lawRules } from '../../lambda/domain/policy/law-rules.ts';
import { digestOf, type PolicyContent, type PolicyPurpose } from '../../lambda/domain/policy/version.ts';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { approved, draft, firstContent, publish } from '../harness/policy-drafts.ts';
import { type Item, overwrite, recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let author: string;
let other: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  [author, other] = await Promise.all([cloud.employee('privacy_officer'), cloud.employee('privacy_officer')]);
});
afterAll(() => cloud.stop());

const content = firstContent();
const at = (name: string) => content.purposes.findIndex(({ purpose }) => purpose === name);
const change = (name: string, changed: Partial<PolicyPurpose>): PolicyContent => ({
  ...content,
  purposes: content.purposes.map((one) => (one.purpose === name ? { ...one, ...changed } : one)),
});
const vague = { vi: 'Chúng tôi bảo vệ dữ liệu.', en: 'We protect data.' };
const first = content.purposes[at('NEW_PRODUCTS')]?.wording ?? vague;

/** What breaks each rule: the content, the code and place, and the article that its words name. */
const breaches: Readonly<Record<string, readonly [PolicyContent, string, string]>> = {
  'marketing-unbundled': [
    change('SURVEYS', { coveredByAgreement: true }),
    `BUNDLED_CONSENT at input.content.purposes.${at('SURVEYS')}.coveredByAgreement`,
    'L91 9, 11',
  ],
  'storage-of-its-own': [
    change('STORAGE', { coveredByAgreement: true }),
    `STORAGE_BUNDLED at input.content.purposes.${at('STORAGE')}.coveredByAgreement`,
    'L91 9',
  ],
  'sensitive-data-named': [
    { ...content, sensitiveNotice: { ...content.sensitiveNotice, en: vague.en } },
    'SENSITIVE_NOT_NAMED at input.content.sensitiveNotice.en',
    'D356 6(4)',
  ],
  'one-choice-one-purpose': [
    change('PROMOTIONS', { wording: { vi: `  ${first.vi.toUpperCase()}`, en: 'Of its own.' } }),
    `SAME_WORDING at input.content.purposes.${at('PROMOTIONS')}.wording.vi`,
    'L91 9, 11',
  ],
  'advertising-is-called-so': [
    change('PROMOTIONS', { advertising: false }),
    `ADVERTISING_NOT_STATED at input.content.purposes.${at('PROMOTIONS')}.advertising`,
    'D91 3, 17',
  ],
};

test('P7.3: each rule of law refuses a draft that breaks it, and names its article', async () => {
  expect(Object.keys(breaches)).toEqual(lawRules.map(({ id }) => id));
  const drafts = (await recordsOf(cloud, 'POLICY_DRAFT')).length;
  for (const [broken, expected, article] of Object.values(breaches)) {
    const answer = await draft(cloud, author, { content: broken });
    expect(userErrors(answer)).toEqual([expected]);
    expect((await worded(broken))[0]).toContain(article);
  }
  expect(await recordsOf(cloud, 'POLICY_DRAFT')).toHaveLength(drafts);
  expect(userErrors(await draft(cloud, author, { content }))).toEqual([]);
});

async function worded(broken: PolicyContent): Promise<string[]> {
  const { data } = await cloud.ask(
    'mutation D($input: DraftPolicyInput!) { draftPolicy(input: $input) { errors { message } } }',
    { token: author, variables: { input: { idempotencyKey: canary('key-'), content: broken } } },
  );
  return data.draftPolicy.errors.map(({ message }: { message: string }) => message);
}

test('P7.3: a reason overrides only what may be overridden, and the version names it to everybody', async () => {
  const reason = canary('reason ');
  for (const { id, article, overridable } of lawRules) {
    const [broken, expected] = breaches[id] ?? [];
    const input = { content: broken, lawOverride: reason };
    if (!overridable) {
      const codes = userErrors(await draft(cloud, author, input));
      expect(codes).toEqual([expected, 'INVALID_FORMAT at input.lawOverride']);
      continue;
    }
    const published = await publish(cloud, author, await approved(cloud, [author, other], input));
    expect(userErrors(published)).toEqual([]);
    const { version } = published.data.publishPolicy.version;
    const { data } = await cloud.ask(
      '{ policyVersions(language: en) { version lawOverride overriddenRules { rule article } } }',
    );
    expect(data.policyVersions.find((one: { version: number }) => one.version === version)).toEqual({
      version,
      lawOverride: reason,
      overriddenRules: [{ rule: id, article }],
    });
  }
});

test('P7.3: which rules are overridden is found, not said, by whoever writes the draft', async () => {
  const { data } = await cloud.ask('query Q { policyInForce { version overriddenRules { rule } } }');
  expect(data.policyInForce).toEqual({ version: 1, overriddenRules: [] });
  const [broken] = breaches['marketing-unbundled'] ?? [];
  const input = { content: broken, lawOverride: 'because' };
  const id = await approved(cloud, [author, other], input);
  const query = 'query D($id: ID!) { policyDraft(id: $id) { overriddenRules { rule } } }';
  const answer = await cloud.ask(query, { token: author, variables: { id } });
  expect(answer.data.policyDraft.overriddenRules).toEqual([{ rule: 'marketing-unbundled' }]);
});

test('P7.3: a draft that was approved before there was a rule is not published against it', async () => {
  // As such a draft stands in the table: whole, approved by another, and against the rule; with a reason for another rule, or none.
  const overridden = {
    lawOverride: 'because',
    overriddenRules: [{ id: 'sensitive-data-named', article: 'D' }],
  };
  for (const [id, [broken, expected]] of Object.entries(breaches))
    for (const reason of [{}, overridden]) {
      const isNamed = reason === overridden && id === 'sensitive-data-named';
      const kept = { ...(broken as PolicyContent), ...reason };
      const draftId = await approved(cloud, [author, other], { content });
      const digest = { vi: digestOf(kept, 'vi'), en: digestOf(kept, 'en') };
      const row = (await recordsOf(cloud, 'POLICY_DRAFT')).find((one) => isDraft(one, draftId));
      const { approval, ...item } = unmarshall(row ?? {});
      const older = { ...item, content: kept, digest, approval: { ...approval, digest } };
      await overwrite(cloud, 'records', marshall(older, { removeUndefinedValues: true }));
      const [code = ''] = expected.split(' ');
      expect([id, isNamed, userErrors(await publish(cloud, author, draftId))]).toEqual([
        id,
        isNamed,
        isNamed ? [] : [`${code} at input.draftId`],
      ]);
    }
});

const isDraft = (row: Item, id: string) =>
  Buffer.from(id, 'base64url').toString().endsWith(textOf(row, 'id')) || textOf(row, 'id') === id;
