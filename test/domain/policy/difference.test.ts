import { describe, expect, it } from 'vitest';
import { isStale } from '../../../lambda/domain/consent/is-stale.ts';
import { policyDifference } from '../../../lambda/domain/policy/difference.ts';
import { parseContent } from '../../../lambda/domain/policy/parse-content.ts';
import { stalePurposes } from '../../../lambda/domain/policy/stale-purposes.ts';
import {
  digestOf,
  type PolicyContent,
  type PolicyPurpose,
  type PolicyVersion,
} from '../../../lambda/domain/policy/version.ts';

const inBoth = (text: string) => ({ vi: `${text} vi`, en: `${text} en` });
const stated = (purpose: PolicyPurpose['purpose'], changes: Partial<PolicyPurpose> = {}): PolicyPurpose => ({
  purpose,
  coveredByAgreement: false,
  advertising: purpose === 'PROMOTIONS',
  wording: inBoth(purpose),
  ...changes,
});
const one: PolicyContent = {
  text: inBoth('text'),
  purposes: [stated('STORAGE'), stated('PROMOTIONS'), stated('SURVEYS')],
  sensitiveNotice: inBoth('ngân hàng, thẻ; bank, card:'),
};
const withSurveys = (...surveys: readonly PolicyPurpose[]): PolicyContent => ({
  ...one,
  purposes: [stated('STORAGE'), stated('PROMOTIONS'), ...surveys],
});

describe('what a new version makes stale', () => {
  it.each([
    ['nothing, in another order', { ...one, purposes: [...one.purposes].reverse() }, []],
    ['nothing, with another text', { ...one, text: inBoth('other') }, []],
    ['nothing, with one more purpose', { ...one, purposes: [...one.purposes, stated('NEW_PRODUCTS')] }, []],
    ['what is gone', withSurveys(), ['SURVEYS']],
    ['what is advertising now', withSurveys(stated('SURVEYS', { advertising: true })), ['SURVEYS']],
    ['what agreement covers now', withSurveys(stated('SURVEYS', { coveredByAgreement: true })), ['SURVEYS']],
    [
      'what is worded otherwise in one language',
      withSurveys(stated('SURVEYS', { wording: { ...inBoth('SURVEYS'), en: 'other' } })),
      ['SURVEYS'],
    ],
  ] as const)('is %s', (_, to, stale) => {
    expect(stalePurposes(one, to as PolicyContent)).toEqual(stale);
  });
});

describe('the difference of two versions', () => {
  it('is none of a version to itself', () => {
    expect(policyDifference(one, one, 'vi')).toEqual({
      textChanged: false,
      sensitiveNoticeChanged: false,
      purposes: [],
      stalePurposes: [],
    });
  });

  it('is told in the language of the reader; staleness in all', () => {
    const english = stated('SURVEYS', { wording: { ...inBoth('SURVEYS'), en: 'other' } });
    const to = { ...withSurveys(english), text: { ...one.text, en: 'other' } };
    expect(policyDifference(one, to, 'vi')).toMatchObject({ textChanged: false, purposes: [] });
    expect(policyDifference(one, to, 'en')).toMatchObject({
      textChanged: true,
      purposes: [{ purpose: 'SURVEYS', before: stated('SURVEYS'), after: english }],
    });
    expect(policyDifference(one, to, 'vi').stalePurposes).toEqual(['SURVEYS']);
  });

  it('names new and lost purposes', () => {
    const to = withSurveys(stated('NEW_PRODUCTS'));
    expect(policyDifference(one, to, 'en').purposes).toEqual([
      { purpose: 'SURVEYS', before: stated('SURVEYS'), after: undefined },
      { purpose: 'NEW_PRODUCTS', before: undefined, after: stated('NEW_PRODUCTS') },
    ]);
  });
});

describe('a choice', () => {
  const published = (version: number, content: PolicyContent): PolicyVersion => ({
    ...content,
    version,
    effectiveAt: `2026-11-0${version}T00:00:00.000Z`,
    publishedAt: `2026-11-0${version}T00:00:00.000Z`,
    digest: { vi: digestOf(content, 'vi'), en: digestOf(content, 'en') },
  });
  const first = published(1, one);
  const second = published(2, withSurveys(stated('SURVEYS', { advertising: true })));
  const given = { granted: true, policyVersion: 1, at: '2026-11-01T00:00:00.000Z' };

  it('goes stale with its purpose, unless it is a refusal', () => {
    expect(isStale('SURVEYS', given, [first, second], first)).toBe(false);
    expect(isStale('SURVEYS', given, [first, second], second)).toBe(true);
    expect(isStale('PROMOTIONS', given, [first, second], second)).toBe(false);
    expect(isStale('SURVEYS', { ...given, granted: false }, [first, second], second)).toBe(false);
  });

  it('of a version or a purpose that nobody knows is stale', () => {
    expect(isStale('SURVEYS', { ...given, policyVersion: 7 }, [first, second], second)).toBe(true);
    expect(isStale('NEW_PRODUCTS', given, [first, second], second)).toBe(true);
    expect(isStale('SURVEYS', given, [first], undefined)).toBe(true);
  });
});

describe('what a version is to say', () => {
  const bundled = {
    ...one,
    purposes: [stated('STORAGE'), stated('PROMOTIONS', { coveredByAgreement: true })],
  };
  const issuesOf = (given: unknown) => {
    try {
      parseContent(given);
      return [];
    } catch (error) {
      return (error as { issues: { code: string; path: string[] }[] }).issues.map(
        ({ code, path }) => `${code} at ${path.join('.')}`,
      );
    }
  };

  it('bundles no advertising, unless the reason is given; and the reason is part of the digest', () => {
    expect(issuesOf(one)).toEqual([]);
    expect(issuesOf(bundled)).toEqual(['BUNDLED_CONSENT at purposes.1.coveredByAgreement']);
    const overridden = parseContent({ ...bundled, lawOverride: 'a reason' });
    expect(overridden).toMatchObject({
      lawOverride: 'a reason',
      overriddenRules: [{ id: 'marketing-unbundled' }],
    });
    const claimed = { ...one, overriddenRules: [{ id: 'any', article: 'any' }] };
    expect(parseContent(claimed)).toEqual(one);
    expect(digestOf(overridden, 'vi')).not.toBe(digestOf({ ...overridden, lawOverride: 'another' }, 'vi'));
    expect(digestOf(overridden, 'vi')).not.toBe(digestOf(bundled, 'vi'));
    expect(digestOf(overridden, 'vi')).not.toBe(
      digestOf({ ...overridden, overriddenRules: undefined }, 'vi'),
    );
  });

  it('overrides nothing where there is nothing to override', () => {
    expect(issuesOf({ ...one, lawOverride: 'a reason' })).toEqual(['INVALID_FORMAT at lawOverride']);
    expect(issuesOf({ ...bundled, lawOverride: ' ' })).toEqual(['INVALID_FORMAT at lawOverride']);
  });

  it('names each purpose once, and keeps every character it is given', () => {
    expect(issuesOf({ ...one, purposes: [...one.purposes, stated('SURVEYS')] })).toEqual([
      'UNKNOWN_PURPOSE at purposes.3.purpose',
    ]);
    expect(issuesOf({ ...one, purposes: [stated('SURVEYS')] })).toEqual(['REQUIRED at purposes.STORAGE']);
    expect(issuesOf({ ...one, text: { vi: 'a\ud800', en: 'a' } })).toEqual(['INVALID_FORMAT at text.vi']);
  });
});
