import { afterAll, beforeAll, expect, test } from 'vitest';
import { isMarketing } from '../../lambda/domain/purposes.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { trailOf } from '../harness/employees.ts';
import {
  approve,
  approved,
  draft,
  drafted,
  firstContent,
  nextContent,
  publish,
} from '../harness/policy-drafts.ts';
import { changes, overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let author: string;
let other: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  author = await cloud.employee('privacy_officer');
  other = await cloud.employee('privacy_officer');
});
afterAll(() => cloud.stop());

/** The whole history as a visitor reads it, from functions that have nothing in memory. */
async function history() {
  const cold = await startBeside(cloud, { functions: ['api'] });
  const { data } = await cold.ask(
    `{ vi: policyVersions(language: vi) { version effectiveAt publishedAt text digest sensitiveNotice lawOverride purposes { purpose wording advertising coveredByAgreement } }
       en: policyVersions(language: en) { version text digest sensitiveNotice } }`,
  );
  await cold.stop();
  return data as { vi: Record<string, unknown>[]; en: Record<string, unknown>[] };
}

test('P7.2: one drafts, another approves, and the next version is public; each act has its row', async () => {
  const before = await history();
  const content = nextContent();
  const id = await drafted(cloud, author, { content });
  expect(userErrors(await approve(cloud, other, id))).toEqual([]);
  const key = canary('key-');
  const published = await publish(cloud, author, id, key);
  expect(userErrors(published)).toEqual([]);
  const number = before.vi.length + 1;
  expect(published.data.publishPolicy.version.version).toBe(number);
  // Asked again with the same key: the same answer, and no other version.
  const again = await publish(cloud, author, id, key);
  expect(again.data).toEqual(published.data);

  const after = await history();
  expect(after.vi.slice(0, -1)).toEqual(before.vi);
  expect(after.en.slice(0, -1)).toEqual(before.en);
  expect(after.vi.at(-1)).toMatchObject({ version: number, text: content.text.vi, lawOverride: null });
  expect(after.en.at(-1)).toMatchObject({ version: number, text: content.text.en });

  const query =
    'query Draft($id: ID!) { policyDraft(id: $id, language: en) { state version text author approver } }';
  const auditor = await cloud.employee('auditor');
  const { data } = await cloud.ask(query, { token: auditor, variables: { id } });
  expect(data.policyDraft).toMatchObject({ state: 'PUBLISHED', version: number, text: content.text.en });
  expect(data.policyDraft.author).not.toBe(data.policyDraft.approver);
  const acts = async (token: string) => (await trailOf(cloud, token)).map((row) => textOf(row, 'action'));
  expect(await acts(author)).toEqual(['DRAFT_POLICY', 'PUBLISH_POLICY']);
  expect(await acts(other)).toEqual(['APPROVE_POLICY']);
});

test('P7.2: what is published without a second person, or twice, is refused and changes nothing', async () => {
  const id = await drafted(cloud, author, { content: nextContent() });
  const done = await approved(cloud, [author, other], { content: nextContent() });
  expect(userErrors(await publish(cloud, other, done))).toEqual([]);
  const before = await scanTables(cloud);
  expect(userErrors(await publish(cloud, author, id))).toEqual(['NOT_APPROVED at input.draftId']);
  expect(userErrors(await approve(cloud, author, id))).toEqual(['SAME_PERSON at input.draftId']);
  expect(userErrors(await publish(cloud, other, done))).toEqual(['ALREADY_PUBLISHED at input.draftId']);
  expect(userErrors(await approve(cloud, other, done))).toEqual(['ALREADY_PUBLISHED at input.draftId']);
  expect(userErrors(await publish(cloud, other, 'nothing'))).toEqual(['NOT_FOUND at input.draftId']);
  const unknown = Buffer.from(`PolicyDraft:${'0'.repeat(26)}`).toString('base64url');
  expect(userErrors(await approve(cloud, other, unknown))).toEqual(['NOT_FOUND at input.draftId']);
  const written = changes(before, await scanTables(cloud));
  expect([...new Set(written)]).toEqual(['+ records IDEMPOTENCY']);
});

test('P7.2: a draft that was changed after its approval is not published', async () => {
  const id = await approved(cloud, [author, other], { content: nextContent() });
  const local = Buffer.from(id, 'base64url').toString().replace('PolicyDraft:', '');
  const items = await recordsOf(cloud, 'POLICY_DRAFT');
  const item = items.find((one) => textOf(one, 'id') === local);
  const foreign = items.find((one) => textOf(one, 'id') !== local);
  if (!item?.content || !foreign?.content || !foreign.digest) throw new Error('there are two drafts');
  const published = (await recordsOf(cloud, 'POLICY_VERSION')).length;
  await overwrite(cloud, 'records', { ...item, content: foreign.content });
  expect(codesOf(await publish(cloud, author, id))).toEqual(['INTERNAL_SERVER_ERROR']);
  // With the digest made to fit: still not what was approved.
  await overwrite(cloud, 'records', { ...item, content: foreign.content, digest: foreign.digest });
  expect(userErrors(await publish(cloud, author, id))).toEqual(['NOT_APPROVED at input.draftId']);
  expect(await recordsOf(cloud, 'POLICY_VERSION')).toHaveLength(published);
  // As it was approved, it is good.
  await overwrite(cloud, 'records', item);
  expect(userErrors(await publish(cloud, author, id))).toEqual([]);
});

test('P7.2: drafts published at the same moment follow each other, each once', async () => {
  const ids = await Promise.all(
    [1, 2, 3].map(() => approved(cloud, [author, other], { content: nextContent() })),
  );
  const answers = await Promise.all([...ids, ...ids].map((id) => publish(cloud, author, id)));
  const numbers = answers.flatMap(({ data }) => data?.publishPolicy?.version?.version ?? []);
  expect(new Set(numbers).size).toBe(numbers.length);
  const { vi } = await history();
  expect(vi.map(({ version }) => version)).toEqual(vi.map((_, n) => n + 1));
  const instants = vi.map(({ effectiveAt }) => String(effectiveAt));
  expect([...new Set(instants)].sort()).toEqual(instants);
  const { records } = await scanTables(cloud);
  for (const { version } of vi.slice(1)) {
    const from = records.filter(
      (one) => textOf(one, 'kind') === 'POLICY_DRAFT' && one.version?.N === String(version),
    );
    expect(from).toHaveLength(1);
  }
});

test('P7.2: what the law forbids or nobody can read is no draft, and leaves nothing', async () => {
  const content = firstContent();
  const bundled = {
    ...content,
    purposes: content.purposes.map((one) => ({ ...one, coveredByAgreement: one.purpose !== 'STORAGE' })),
  };
  const at = content.purposes.flatMap(({ purpose }, n) => (isMarketing(purpose) ? [n] : []));
  const wrong: readonly [Record<string, unknown>, readonly string[]][] = [
    [
      { content: bundled },
      at.map((n) => `BUNDLED_CONSENT at input.content.purposes.${n}.coveredByAgreement`),
    ],
    [{ content: bundled, lawOverride: ' ' }, ['INVALID_FORMAT at input.lawOverride']],
    [{ content, lawOverride: 'none is needed' }, ['INVALID_FORMAT at input.lawOverride']],
    [{ content: { ...content, text: { vi: '', en: 'x' } } }, ['INVALID_FORMAT at input.content.text.vi']],
    [{ content: { ...content, purposes: [] } }, ['REQUIRED at input.content.purposes.STORAGE']],
    [{ content, idempotencyKey: 'short' }, ['IDEMPOTENCY_KEY_INVALID at input.idempotencyKey']],
  ];
  const before = await scanTables(cloud);
  for (const [input, expected] of wrong)
    expect(userErrors(await draft(cloud, author, input))).toEqual(expected);
  expect(changes(before, await scanTables(cloud))).toEqual([]);
  for (const role of ['support', 'marketing', 'legal', 'auditor', 'operator'])
    expect(codesOf(await draft(cloud, await cloud.employee(role), { content }))).toEqual(['FORBIDDEN']);
  expect(codesOf(await draft(cloud, await cloud.customer(canary('user')), { content }))).toEqual([
    'FORBIDDEN',
  ]);
  expect(changes(before, await scanTables(cloud)).filter((one) => one.includes('POLICY'))).toEqual([]);

  // In the open, with its reason, for everybody to read.
  const reason = canary('reason ');
  const id = await approved(cloud, [author, other], { content: bundled, lawOverride: reason });
  expect(userErrors(await publish(cloud, author, id))).toEqual([]);
  expect((await history()).vi.at(-1)?.lawOverride).toBe(reason);
});
