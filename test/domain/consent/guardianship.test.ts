import { expect, it } from 'vitest';
import type { Choice } from '../../../lambda/domain/consent/consent-writes.ts';
import type { ConsentChoice } from '../../../lambda/domain/consent/fact.ts';
import {
  guardianshipOf,
  isForGrownUps,
  isSameGuardianship,
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

it('says when a child last granted anything alone, and names no birthday; without a birth date it stays as it was', () => {
  const said = (at: string, more: Partial<ConsentChoice> = {}): ConsentChoice => ({
    granted: true,
    policyVersion: 1,
    at: `${at}T00:00:00.000Z`,
    factId: 'F',
    ...more,
  });
  const choices = {
    'PROMOTIONS:EMAIL': said('2026-01-02'),
    'SURVEYS:EMAIL': said('2026-01-01'),
    'NEW_PRODUCTS:EMAIL': said('2026-01-03', { granted: false }),
    'SURVEYS:PHONE': said('2026-01-04', { byGuardian: true }),
    'NEW_PRODUCTS:PHONE': said('2026-02-01'),
  };
  const before = { choices, needsGuardian: true, childUntil: '2025-01-01T00:00:00.000Z' };
  const now = new Date('2026-03-01T00:00:00.000Z');
  const childUntil = '2026-01-02T00:00:00.000Z';
  const told = (dateOfBirth: string) => guardianshipOf({ dateOfBirth }, before, now);
  expect(told('2010-01-20')).toEqual({ needsGuardian: false, childUntil });
  expect(told('2010-03-02')).toEqual({ needsGuardian: true, childUntil: '2026-02-01T00:00:00.000Z' });
  // There never was a child.
  expect(told('1990-01-01')).toEqual({ needsGuardian: false, childUntil: undefined });
  for (const unknown of [undefined, {}])
    expect(isSameGuardianship(guardianshipOf(unknown, before, now), before)).toBe(true);
  for (const other of [{ needsGuardian: true }, { needsGuardian: false, childUntil }])
    expect(isSameGuardianship(other, { needsGuardian: true, childUntil })).toBe(false);
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
