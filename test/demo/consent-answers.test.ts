import { expect, test } from 'vitest';
import { changedAnswers, choosable, standingOf } from '../../local/demo/consent-answers.ts';

const stated = (purpose: 'STORAGE' | 'PROMOTIONS' | 'SURVEYS') => ({
  purpose,
  wording: purpose,
  advertising: false,
  coveredByAgreement: false,
});
const policy = {
  version: 2,
  digest: 'd',
  language: 'vi' as const,
  purposes: [stated('STORAGE'), stated('PROMOTIONS'), stated('SURVEYS')],
};
const at = '2026-11-22T05:00:00.000Z';
const consents = {
  acceptedVersion: 1,
  needsGuardian: false,
  choices: [
    { purpose: 'PROMOTIONS' as const, channel: 'EMAIL' as const, granted: true, stale: true, at },
    { purpose: 'SURVEYS' as const, channel: 'EMAIL' as const, granted: true, stale: false, at },
    { purpose: 'SURVEYS' as const, channel: 'PHONE' as const, granted: false, stale: false, at },
  ],
};

test('what was never said has no answer, nor what is stale', () => {
  expect(standingOf(consents, 'PROMOTIONS', 'PHONE')).toEqual({
    answer: undefined,
    stale: false,
    at: undefined,
  });
  expect(standingOf(consents, 'PROMOTIONS', 'EMAIL')).toEqual({ answer: undefined, stale: true, at });
  expect(standingOf(consents, 'SURVEYS', 'EMAIL').answer).toBe('granted');
  expect(standingOf(consents, 'SURVEYS', 'PHONE').answer).toBe('refused');
  expect(choosable(policy).map(({ purpose }) => purpose)).toEqual(['PROMOTIONS', 'SURVEYS']);
});

test('only what was answered otherwise is sent', () => {
  const filled: Readonly<Record<string, string>> = {
    'PROMOTIONS EMAIL': 'granted',
    'SURVEYS EMAIL': 'granted',
    'SURVEYS PHONE': 'granted',
    'SURVEYS MESSAGE': 'refused',
  };
  const changed = changedAnswers(
    policy,
    consents,
    ['EMAIL', 'MESSAGE', 'PHONE'],
    (purpose, channel) => filled[`${purpose} ${channel}`],
  );
  expect(changed).toEqual([
    { purpose: 'PROMOTIONS', channel: 'EMAIL', granted: true },
    { purpose: 'SURVEYS', channel: 'MESSAGE', granted: false },
    { purpose: 'SURVEYS', channel: 'PHONE', granted: true },
  ]);
});
