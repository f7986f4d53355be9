import { describe, expect, it } from 'vitest';
import { parseContent } from '../../../lambda/domain/policy/parse-content.ts';
import type { PolicyContent, PolicyPurpose } from '../../../lambda/domain/policy/version.ts';
import { firstContent } from '../../harness/policy-drafts.ts';

const content = firstContent();
const at = (name: string) => content.purposes.findIndex(({ purpose }) => purpose === name);
const change = (name: string, changed: Partial<PolicyPurpose>): PolicyContent => ({
  ...content,
  purposes: content.purposes.map((one) => (one.purpose === name ? { ...one, ...changed } : one)),
});
const issuesOf = (given: unknown): readonly string[] => {
  try {
    parseContent(given);
    return [];
  } catch (error) {
    return (error as { issues: { code: string; path: string[] }[] }).issues.map(
      ({ code, path }) => `${code} at ${path.join('.')}`,
    );
  }
};

describe('what is advertising by law', () => {
  it.each(['NEW_PRODUCTS', 'PROMOTIONS'])('is called so: %s, whatever the reason (D91 3, 17)', (name) => {
    const expected = `ADVERTISING_NOT_STATED at purposes.${at(name)}.advertising`;
    const quiet = change(name, { advertising: false });
    expect(issuesOf(quiet)).toEqual([expected]);
    expect(issuesOf({ ...quiet, lawOverride: 'a reason' })).toContain(expected);
  });

  it.each([true, false])('a survey may be or not: %s', (advertising) => {
    expect(issuesOf(change('SURVEYS', { advertising }))).toEqual([]);
  });

  it('a version need not state it', () => {
    const without = content.purposes.filter(({ purpose }) => purpose !== 'PROMOTIONS');
    expect(issuesOf({ ...content, purposes: without })).toEqual([]);
  });
});

describe('what agreement to the policy may cover', () => {
  const covered = (name: string) => `purposes.${at(name)}.coveredByAgreement`;

  it.each(['NEW_PRODUCTS', 'PROMOTIONS', 'SURVEYS'])(
    'no marketing, but for a reason that is kept: %s',
    (name) => {
      const bundled = change(name, { coveredByAgreement: true });
      expect(issuesOf(bundled)).toEqual([`BUNDLED_CONSENT at ${covered(name)}`]);
      expect(issuesOf({ ...bundled, lawOverride: 'a reason' })).toEqual([]);
    },
  );

  it('nothing that is advertising', () => {
    const quiet = { advertising: false, coveredByAgreement: true };
    expect(issuesOf(change('SERVICE_NOTICE', quiet))).toEqual([]);
    expect(issuesOf(change('SERVICE_NOTICE', { ...quiet, advertising: true }))).toEqual([
      `BUNDLED_CONSENT at ${covered('SERVICE_NOTICE')}`,
    ]);
  });

  it('no storing, which is agreed to by itself and never advertising, whatever the reason', () => {
    const both = change('STORAGE', { coveredByAgreement: true, advertising: true });
    const expected = [covered('STORAGE'), `purposes.${at('STORAGE')}.advertising`].map(
      (path) => `STORAGE_BUNDLED at ${path}`,
    );
    expect(issuesOf(both)).toEqual(expected);
    expect(issuesOf({ ...both, lawOverride: 'a reason' })).toEqual(expect.arrayContaining(expected));
    const purposes = content.purposes.filter(({ purpose }) => purpose !== 'STORAGE');
    expect(issuesOf({ ...content, purposes })).toEqual(['REQUIRED at purposes.STORAGE']);
  });
});

describe('the notice of sensitive data', () => {
  it.each([
    ['vi', 'ngân hàng'],
    ['vi', 'thẻ'],
    ['en', 'bank'],
    ['en', 'card'],
  ] as const)('names each kind in each language, or a reason is kept: %s %s', (language, word) => {
    const notice = content.sensitiveNotice[language].replaceAll(new RegExp(word, 'giu'), 'x');
    const changed = { ...content, sensitiveNotice: { ...content.sensitiveNotice, [language]: notice } };
    expect(issuesOf(changed)).toEqual([`SENSITIVE_NOT_NAMED at sensitiveNotice.${language}`]);
    expect(issuesOf({ ...changed, lawOverride: 'a reason' })).toEqual([]);
  });
});

describe('one choice, one purpose', () => {
  const wording = { vi: 'Gửi tin về sản phẩm', en: 'Send us news, e\u0301tude 1' };
  const said = (changed: Partial<typeof wording>) => {
    const first = change('NEW_PRODUCTS', { wording });
    const purposes = first.purposes.map((one) =>
      one.purpose === 'PROMOTIONS' ? { ...one, wording: { vi: 'Khác', en: 'Other', ...changed } } : one,
    );
    return issuesOf({ ...first, purposes });
  };
  it.each([
    'Send us news, étude 1',
    'SEND US NEWS, ÉTUDE 1',
    'Send us news – étude 1.',
    'Send\u00a0us\n\nnews étude 1',
    'S\u200bend us\u2060 news, e\u200d\u0301tude\ufe0f 1',
    'Ｓｅｎｄ ｕｓ ｎｅｗｓ， étude １',
    '«Send us news, étude 1!» \u00ad',
  ])('finds %j to be the same words', (en) => {
    const expected = `SAME_WORDING at purposes.${at('PROMOTIONS')}.wording.en`;
    expect(said({ en })).toEqual([expected]);
  });
  it.each(['Send us news, etude 1', 'Send us news, étude 2', 'Send us new, étude 1'])('but not %j', (en) => {
    expect(said({ en })).toEqual([]);
  });
});

describe('every text of a version', () => {
  const places: readonly (readonly [string, (text: string) => unknown])[] = [
    ['text.vi', (text) => ({ ...content, text: { ...content.text, vi: text } })],
    ['purposes.0.wording.en', (en) => change('STORAGE', { wording: { vi: 'Lưu trữ', en } })],
    ['lawOverride', (lawOverride) => ({ ...change('SURVEYS', { coveredByAgreement: true }), lawOverride })],
  ];
  describe.each(places)('%s', (path, placed) => {
    it.each([
      'a\u0000',
      'a\u001bb',
      'a\u0085b',
      'a\u202eb',
      'a\u2066b',
      '\u200b\u2060',
      '\u3164',
      '\u115f',
      '...',
      '12',
      '\ud800a',
    ])('is no %j', (text) => expect(issuesOf(placed(text))).toContain(`INVALID_FORMAT at ${path}`));
    it.each(['a\n\tb', 'a\r\nb', 'ề', '한'])('may be %j', (text) => {
      expect(issuesOf(placed(text))).toEqual([]);
    });
  });
});
