import { createHash, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { parseContactDetails } from '../../../lambda/domain/input/contact-details.ts';
import { parseIdentityDetails } from '../../../lambda/domain/input/identity-details.ts';
import { parsePaymentDetails } from '../../../lambda/domain/input/payment-details.ts';
import { parseRegistration } from '../../../lambda/domain/input/registration.ts';
import { orIssues } from './parse-or-issues.ts';

const now = new Date('2026-11-22T05:00:00Z');
const digest = createHash('sha256').update('notice').digest('hex');
const notice = { version: 1, language: 'vi', digest };
const consent = { purpose: 'PROMOTIONS', channel: 'EMAIL', granted: false };
const lan = {
  kind: 'INDIVIDUAL',
  name: 'Nguyễn Thị Lan',
  email: 'Lan@Example.COM',
  language: 'vi',
  notice,
  agreed: true,
  storage: true,
  consents: [consent],
};
const parse = (input: unknown) => orIssues(() => parseRegistration(input, now));

describe('registration', () => {
  it('gives details by class, and nothing of what was not said', () => {
    expect(
      parse({ ...lan, phone: null, address: undefined, dateOfBirth: '', role: 'privacy_officer' }),
    ).toEqual({
      kind: 'INDIVIDUAL',
      language: 'vi',
      contact: { name: 'Nguyễn Thị Lan', email: 'Lan@example.com' },
      identity: {},
      notice,
      agreed: true,
      storage: true,
      consents: [consent],
    });
    const full = {
      ...lan,
      phone: '0912 345 678',
      address: { line: '1 Láng', province: 'Hà Nội' },
      dateOfBirth: '1990-05-01',
      identityNumber: '001190012345',
    };
    expect(parse(full)).toMatchObject({
      contact: { phone: '+84912345678' },
      identity: {
        address: { line: '1 Láng', province: 'Hà Nội', country: 'VN' },
        dateOfBirth: '1990-05-01',
        identityNumber: '001190012345',
      },
    });
  });

  it('judges name and number by the kind of customer', () => {
    const organisation = {
      ...lan,
      kind: 'ORGANISATION',
      name: 'Công ty 3/2',
      identityNumber: '41A8012345/HKD',
    };
    expect(parse(organisation)).toMatchObject({ kind: 'ORGANISATION', contact: { name: 'Công ty 3/2' } });
    expect(parse({ ...organisation, kind: 'INDIVIDUAL' })).toEqual([
      'UNSUPPORTED_CHARACTER name',
      'INVALID_FORMAT identityNumber',
    ]);
  });

  it('tells everything that is wrong at once, each by its field', () => {
    const wrong = {
      kind: 'PERSON',
      name: '4111 1111 1111 1111',
      email: 'lan',
      phone: '12',
      address: { line: '' },
      dateOfBirth: '2027-01-01',
      language: 'fr',
      notice: { version: 0, digest: 'x' },
      agreed: 'true',
      consents: [{ purpose: 'STORAGE', channel: 'FAX', granted: null }, consent],
    };
    expect(parse(wrong)).toEqual([
      'INVALID_FORMAT kind',
      'CARD_NUMBER_NOT_ACCEPTED name',
      'INVALID_FORMAT email',
      'INVALID_FORMAT language',
      'INVALID_FORMAT notice.version',
      'REQUIRED notice.language',
      'INVALID_FORMAT notice.digest',
      'NOT_AGREED agreed',
      'NOT_AGREED storage',
      'UNKNOWN_PURPOSE consents.0.purpose',
      'INVALID_FORMAT consents.0.channel',
      'REQUIRED consents.0.granted',
      'INVALID_FORMAT phone',
      'REQUIRED address.line',
      'REQUIRED address.province',
      'INVALID_FORMAT dateOfBirth',
    ]);
    expect(parse(null)).toEqual(['REQUIRED ']);
    expect(parse([])).toEqual(['INVALID_FORMAT ']);
  });

  it('takes no two answers to one question, and no endless list', () => {
    expect(parse({ ...lan, consents: [consent, { ...consent, granted: true }] })).toEqual([
      'INVALID_FORMAT consents.1',
    ]);
    expect(parse({ ...lan, consents: Array(25).fill(consent) })).toEqual(['TOO_LONG consents']);
    expect(parse({ ...lan, consents: undefined })).toMatchObject({ consents: [] });
  });

  it('refuses any nonsense with a DomainError that carries none of it', () => {
    const canary = randomUUID();
    const text = fc.string({ unit: 'binary' }).map((noise) => `${canary}${noise}`);
    const value = fc.oneof(text, fc.anything({ values: [text] }));
    const input = fc.record(
      {
        kind: value,
        name: text,
        email: text,
        phone: text,
        address: value,
        dateOfBirth: text,
        identityNumber: text,
        language: value,
        notice: value,
        agreed: value,
        storage: value,
        consents: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(input, value), (nonsense) => {
        for (const call of [
          () => parseRegistration(nonsense, now),
          () => parseContactDetails(nonsense),
          () => parseIdentityDetails(nonsense, now),
          () => parsePaymentDetails(nonsense, now),
        ]) {
          try {
            call();
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
            expect(inspect(error, { depth: 9 }).includes(canary)).toBe(false);
          }
        }
      }),
    );
  });
});

describe('changes', () => {
  it('keeps what is not mentioned, and removes what is null or blank', () => {
    expect(parseContactDetails({ phone: '+84 912 345 678' })).toEqual({ phone: '+84912345678' });
    expect(parseContactDetails({ name: 'Lan', phone: null })).toEqual({ name: 'Lan', phone: null });
    expect(parsePaymentDetails({ taxCode: ' ', billingName: 'Lan', card: null }, now)).toEqual({
      taxCode: null,
      billingName: 'Lan',
      card: null,
    });
  });

  it('never removes a name', () => {
    expect(orIssues(() => parseContactDetails({ name: null }))).toEqual(['REQUIRED name']);
    expect(orIssues(() => parseContactDetails({ name: ' ' }))).toEqual(['REQUIRED name']);
  });

  it('names each wrong detail', () => {
    expect(
      orIssues(() =>
        parsePaymentDetails({ taxCode: '1', billingAddress: {}, bankAccount: 'x', card: [] }, now),
      ),
    ).toEqual([
      'REQUIRED billingAddress.line',
      'REQUIRED billingAddress.province',
      'INVALID_FORMAT taxCode',
      'INVALID_FORMAT bankAccount',
      'INVALID_FORMAT card',
    ]);
    expect(orIssues(() => parseIdentityDetails({ dateOfBirth: '1', identityNumber: '!' }, now))).toEqual([
      'INVALID_FORMAT dateOfBirth',
      'INVALID_FORMAT identityNumber',
    ]);
  });
});
