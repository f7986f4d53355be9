import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { publishFirstVersion } from '../../lambda/domain/policy/publish-first-version.ts';
import type { PolicyContent, PolicyVersion } from '../../lambda/domain/policy/version.ts';
import { consentPurposes, marketingPurposes, operationalPurposes } from '../../lambda/domain/purposes.ts';
import { languages } from '../../lambda/domain/viewer.ts';

const read = (): PolicyContent =>
  JSON.parse(readFileSync(new URL('../../policy/first-version.json', import.meta.url), 'utf8'));
let file: PolicyContent;
beforeEach(() => {
  file = read();
});

const publish = (given: PolicyContent): Promise<PolicyVersion> =>
  publishFirstVersion(
    {
      now: () => new Date('2026-11-02T03:04:05.678Z'),
      commit: async () => {},
      policies: {
        versions: async () => [],
        versionsNow: async () => [],
        insert: () => ({ refusal: 'NOT_FOUND', refusalPath: [], item: {} }),
      },
    },
    given,
    { id: 'system:operator-1', requestId: 'request-1' },
  );

test('the file of the first version is accepted as it stands', async () => {
  const version = await publish(file);
  expect(version).toMatchObject({ version: 1, purposes: file.purposes, text: file.text });
});

test('a file that bundles advertising into agreement, or lacks a purpose or a text, is refused', async () => {
  const bundled = file.purposes.map((one) => ({ ...one, coveredByAgreement: true }));
  await expect(publish({ ...file, purposes: bundled })).rejects.toMatchObject({ code: 'BUNDLED_CONSENT' });
  const without = file.purposes.filter((one) => one.purpose !== 'STORAGE');
  await expect(publish({ ...file, purposes: without })).rejects.toMatchObject({ code: 'REQUIRED' });
  for (const lacking of [
    { ...file, text: { ...file.text, vi: ' ' } },
    { ...file, text: { vi: file.text.vi } },
    { ...file, purposes: file.purposes.map(({ advertising: _, ...rest }) => rest) },
    { ...file, purposes: file.purposes.map((one) => ({ ...one, wording: { vi: one.wording.vi } })) },
    undefined,
  ])
    await expect(publish(lacking as PolicyContent)).rejects.toMatchObject({ code: 'INVALID_FORMAT' });
});

test('agreement covers the operational purposes; storage and marketing need a choice of their own', () => {
  expect(file.purposes.map((one) => one.purpose)).toEqual([...consentPurposes]);
  const byAgreement = file.purposes.filter((one) => one.coveredByAgreement).map((one) => one.purpose);
  expect(byAgreement).toEqual([...operationalPurposes]);
  const advertising = file.purposes.filter((one) => one.advertising).map((one) => one.purpose);
  expect(advertising).toEqual(marketingPurposes.filter((one) => one !== 'SURVEYS'));
});

test('every word stands in both languages, composed, Vietnamese with its marks', () => {
  const texts = [file.text, file.sensitiveNotice, ...file.purposes.map((one) => one.wording)];
  for (const text of texts) {
    for (const language of languages) {
      expect(text[language].trim()).toBe(text[language]);
      expect(text[language]).not.toBe('');
      expect(text[language].normalize('NFC')).toBe(text[language]);
    }
    expect(text.vi).toMatch(/[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i);
    expect(text.vi).not.toBe(text.en);
  }
});

test('the text has the same paragraphs and headings in both languages', () => {
  const paragraphs = (text: string) => text.split('\n\n');
  const headings = (text: string) => paragraphs(text).flatMap((one) => /^(\d)\. /.exec(one)?.[1] ?? []);
  expect(paragraphs(file.text.vi)).toHaveLength(paragraphs(file.text.en).length);
  for (const language of languages) expect(headings(file.text[language])).toEqual([...'123456']);
});
