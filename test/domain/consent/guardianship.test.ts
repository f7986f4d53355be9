import { expect, it } from 'vitest';
import type { Choice } from '../../../lambda/domain/consent/consent-writes.ts';
import {
  isForGrownUps,
  isUnderGuardianship,
  judgeGuardianship,
} from '../../../lambda/domain/consent/guardianship.ts';
import { law } from '../../../lambda/domain/law.ts';
import { marketingPurposes } from '../../../lambda/domain/purposes.ts';
import { orIssues } from '../input/parse-or-issues.ts';
import { versionsOf } from './versions.ts';

const [version] = versionsOf(1);
if (!version) throw new RangeError('there is one');
const advertised = {
  ...version,
  purposes: version.purposes.map((one) => ({ ...one, advertising: one.purpose === 'SERVICE_NOTICE' })),
};
const choice = (purpose: Choice['purpose'], granted: boolean): Choice => ({
  purpose,
  channel: 'EMAIL',
  granted,
});

it('ends with the day on which somebody turns 16, as that day begins in Vietnam (L91 24)', () => {
  const born = { dateOfBirth: '2010-11-22' };
  const birthday = Date.parse(`${2010 + law.guardianUnderAge}-11-22T00:00:00+07:00`);
  expect(isUnderGuardianship(born, new Date(birthday - 1))).toBe(true);
  expect(isUnderGuardianship(born, new Date(birthday))).toBe(false);
  // Who was born on a day that the year has not comes of age on the day after.
  const leap = Date.parse('2028-02-29T00:00:00+07:00');
  expect(isUnderGuardianship({ dateOfBirth: '2012-02-29' }, new Date(leap - 1))).toBe(true);
  expect(isUnderGuardianship({ dateOfBirth: '2012-02-29' }, new Date(leap))).toBe(false);
  for (const unknown of [undefined, {}]) expect(isUnderGuardianship(unknown, new Date(birthday))).toBe(false);
});

it('keeps all marketing from a child, and what the version in force calls advertising', () => {
  for (const purpose of marketingPurposes) {
    expect(isForGrownUps(purpose, undefined)).toBe(true);
    expect(isForGrownUps(purpose, version)).toBe(true);
  }
  expect(isForGrownUps('SERVICE_NOTICE', undefined)).toBe(false);
  expect(isForGrownUps('SERVICE_NOTICE', version)).toBe(false);
  expect(isForGrownUps('SERVICE_NOTICE', advertised)).toBe(true);
  expect(isForGrownUps('BILLING_NOTICE', advertised)).toBe(false);
});

it('lets a child refuse everything, and names each choice that only a guardian may make', () => {
  const [marketing = 'PROMOTIONS', another = 'SURVEYS'] = marketingPurposes;
  const choices = [
    choice('BILLING_NOTICE', true),
    choice(marketing, true),
    choice(another, false),
    choice(another, true),
  ];
  const judge = (needsGuardian: boolean, made = choices) =>
    orIssues(() => judgeGuardianship(needsGuardian, made, version));
  expect(judge(true)).toEqual([
    'GUARDIAN_REQUIRED consents.1.granted',
    'GUARDIAN_REQUIRED consents.3.granted',
  ]);
  expect(judge(false)).toBeUndefined();
  expect(judge(true, [choice(marketing, false), choice('BILLING_NOTICE', true)])).toBeUndefined();
});
