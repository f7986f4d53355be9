import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digestOf, type PolicyContent, type PolicyVersion } from '../../lambda/domain/policy/version.ts';
import { createPolicyStore } from '../../lambda/store/policies.ts';
import { startTables, type Tables } from './start-tables.ts';

const inBoth = (text: string) => ({ vi: `${text} vi`, en: `${text} en` });
const content: PolicyContent = {
  text: inBoth('text'),
  purposes: [
    { purpose: 'STORAGE', coveredByAgreement: false, advertising: false, wording: inBoth('storage') },
    { purpose: 'SURVEYS', coveredByAgreement: false, advertising: true, wording: inBoth('surveys') },
  ],
  sensitiveNotice: inBoth('sensitive'),
};
const version = (number: number): PolicyVersion => ({
  ...content,
  version: number,
  effectiveAt: '2026-11-22T05:00:00.000Z',
  publishedAt: '2026-11-22T04:59:00.000Z',
  digest: { vi: digestOf(content, 'vi'), en: digestOf(content, 'en') },
});

let tables: Tables;
let now: Date;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());
beforeEach(async () => {
  now = new Date('2026-11-22T06:00:00Z');
  for (const { pk, sk } of await tables.items()) await tables.remove({ pk: pk?.S ?? '', sk: sk?.S ?? '' });
  tables.sent.length = 0;
});
const store = () => createPolicyStore({ ...tables, now: () => now });

describe('policy versions', () => {
  it('come oldest first, the tenth after the ninth', async () => {
    const versions = Array.from({ length: 11 }, (_, n) => version(n + 1));
    await tables.commit(...[...versions].reverse().map((one) => store().insert(one)));
    expect(await store().versions()).toEqual(versions);
  });

  it('are never altered', async () => {
    await tables.commit(store().insert(version(1)));
    const again = tables.commit(store().insert({ ...version(1), text: inBoth('other') }));
    await expect(again).rejects.toThrow('ALREADY_PROVIDED');
    expect(await store().versions()).toEqual([version(1)]);
  });

  it('are read once for all who ask, and again after half a minute', async () => {
    const policies = store();
    await Promise.all([policies.versions(), policies.versions(), policies.versions()]);
    expect(tables.sent).toEqual(['QueryCommand']);
    await tables.commit(policies.insert(version(1)));
    now = new Date(now.getTime() + 29_999);
    expect(await policies.versions()).toEqual([]);
    now = new Date(now.getTime() + 1);
    expect(await policies.versions()).toEqual([version(1)]);
  });

  it.each([
    ['text', { text: inBoth('another text') }],
    ['sensitive notice', { sensitiveNotice: inBoth('another notice') }],
    [
      'wording',
      { purposes: content.purposes.map((one) => ({ ...one, wording: inBoth('another wording') })) },
    ],
    ['flag', { purposes: content.purposes.map((one) => ({ ...one, coveredByAgreement: true })) }],
  ])('are refused when a %s was altered in the table', async (_, altered) => {
    await tables.commit(store().insert({ ...version(1), ...altered }));
    await expect(store().versions()).rejects.toThrow('INTEGRITY_VIOLATION');
  });

  it('are asked for again after a failure', async () => {
    const policies = store();
    await tables.put({ pk: 'POLICY', sk: 'VERSION#000001', kind: 'POLICY_VERSION', version: 1 });
    await expect(policies.versions()).rejects.toThrow('INTEGRITY_VIOLATION');
    await tables.remove({ pk: 'POLICY', sk: 'VERSION#000001' });
    expect(await policies.versions()).toEqual([]);
  });
});
