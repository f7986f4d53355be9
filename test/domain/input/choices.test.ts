import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { consentChoices } from '../../../lambda/domain/input/consent-choices.ts';
import { bareCustomerReference, customerReference } from '../../../lambda/domain/input/customer-reference.ts';
import { parseGuardianConsent } from '../../../lambda/domain/input/guardian-consent.ts';
import { noticeShown, versionNumber } from '../../../lambda/domain/input/notice.ts';
import { orIssues, parseOrIssues } from './parse-or-issues.ts';

const choice = (purpose: string, channel: string, granted: unknown = true) => ({ purpose, channel, granted });
const digest = createHash('sha256').update('notice').digest('hex');

it('one question has one answer: the second to the same purpose and channel is named, whatever it says', () => {
  const good = [choice('SURVEYS', 'EMAIL'), choice('SURVEYS', 'PHONE'), choice('PROMOTIONS', 'EMAIL', false)];
  expect(parseOrIssues(consentChoices, good)).toEqual(good);
  expect(parseOrIssues(consentChoices, [])).toEqual([]);
  for (const granted of [true, false])
    expect(parseOrIssues(consentChoices, [...good, choice('SURVEYS', 'PHONE', granted)])).toEqual([
      'INVALID_FORMAT field.3',
    ]);
  expect(parseOrIssues(consentChoices, [choice('STORAGE', 'EMAIL')])).toEqual([
    'UNKNOWN_PURPOSE field.0.purpose',
  ]);
});

it('a guardian’s choices come with a ticket, with what was shown where something is granted, and are some', () => {
  const settings = { referencePattern: /^SUP-\d+$/ };
  const given = {
    guardian: { name: 'Nguyễn Thị Lan', relation: 'MOTHER' },
    proof: 'birth certificate seen',
    ticket: 'SUP-1',
    consents: [choice('SURVEYS', 'EMAIL')],
    notice: { version: 1, language: 'vi', digest },
  };
  const parse = (changes: object) => orIssues(() => parseGuardianConsent({ ...given, ...changes }, settings));
  expect(parse({})).toEqual(given);
  for (const ticket of [undefined, '', 'SUP-x', 7, `SUP-${'1'.repeat(64)}`])
    expect(parse({ ticket })).toEqual(['TICKET_REQUIRED ticket']);
  expect(parse({ consents: [] })).toEqual(['REQUIRED consents']);
  expect(parse({ consents: undefined })).toEqual(['REQUIRED consents']);
  expect(parse({ notice: undefined })).toEqual(['REQUIRED notice']);
  const refusing = { consents: [choice('SURVEYS', 'EMAIL', false)], notice: undefined };
  expect(parse(refusing)).toEqual({ ...given, ...refusing });
});

it('a version’s number is whole, from 1 to 999,999', () => {
  for (const good of [1, 2, 999_999]) expect(parseOrIssues(versionNumber, good)).toBe(good);
  for (const bad of [0, -1, 1.5, 1_000_000, Number.NaN, Number.POSITIVE_INFINITY, '1', true])
    expect(parseOrIssues(versionNumber, bad)).toEqual(['INVALID_FORMAT field']);
  for (const blank of [undefined, null])
    expect(parseOrIssues(versionNumber, blank)).toEqual(['REQUIRED field']);
});

it('the digest of a notice is 64 hexadecimal digits, in lower case whatever case they came in', () => {
  const shown = { version: 1, language: 'vi', digest };
  expect(parseOrIssues(noticeShown, { ...shown, digest: ` ${digest.toUpperCase()} ` })).toEqual(shown);
  for (const bad of [digest.slice(1), `${digest}0`, digest.replace(/./, 'g'), 7])
    expect(parseOrIssues(noticeShown, { ...shown, digest: bad })).toEqual(['INVALID_FORMAT field.digest']);
});

it('a customer’s number names its system and holds no space; where nothing may stand beside it, what does is named', () => {
  const good = { system: 'crm-2', number: 'A/1:b_c.d@e+f-G' };
  expect(parseOrIssues(customerReference, { ...good, more: 1 })).toEqual(good);
  for (const bad of ['', 'Crm', '2crm', '-crm', 'c rm', 'c'.repeat(33), 7])
    expect(parseOrIssues(customerReference, { ...good, system: bad })).toHaveLength(1);
  for (const bad of ['', 'a b', 'a?', 'a'.repeat(65)])
    expect(parseOrIssues(customerReference, { ...good, number: bad })).toHaveLength(1);
  expect(parseOrIssues(customerReference, {})).toEqual(['REQUIRED field.system', 'REQUIRED field.number']);
  const beside = (name: string) => parseOrIssues(bareCustomerReference, { ...good, [name]: 1 });
  const longest = `a${'B'.repeat(39)}`;
  for (const name of ['a', 'more_2', longest]) expect(beside(name)).toEqual([`INVALID_FORMAT field.${name}`]);
  // What nobody would call a field may be anything, a value too.
  for (const name of [`${longest}C`, '2a', 'a b', 'lan@example.com', '_a'])
    expect(beside(name)).toEqual(['INVALID_FORMAT field.?']);
});
