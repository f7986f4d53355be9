import { describe, expect, it } from 'vitest';
import { bankAccount } from '../../../lambda/domain/input/bank-account.ts';
import { parseCustomerReference } from '../../../lambda/domain/input/customer-reference.ts';
import { idempotencyKey } from '../../../lambda/domain/input/idempotency-key.ts';
import { personIdentityNumber, registrationNumber } from '../../../lambda/domain/input/identity-number.ts';
import { taxCode } from '../../../lambda/domain/input/tax-code.ts';
import { orIssues, parseOrIssues } from './parse-or-issues.ts';

describe('identity number', () => {
  it.each([
    ['001099012345', '001099012345'],
    ['079 204 012 345', '079204012345'],
    ['024.567.891', '024567891'],
    ['c1234567', 'C1234567'],
    ['AB-1234567', 'AB1234567'],
  ])('takes %s', (written, number) => {
    expect(parseOrIssues(personIdentityNumber, written)).toBe(number);
  });

  it.each(['123456789012', '12345', '0010990123456', 'ABCDEFG', '00109901234x!', '00109901234５'])(
    'refuses %s',
    (written) => {
      expect(parseOrIssues(personIdentityNumber, written)).toEqual(['INVALID_FORMAT field']);
    },
  );

  it.each([
    ['0312345678', '0312345678'],
    ['41A8-012345', '41A8012345'],
    ['1234/QĐ', '1234/QĐ'],
  ])('takes an organisation registered as %s', (written, number) => {
    expect(parseOrIssues(registrationNumber, written)).toBe(number);
  });

  it.each(['1234', 'ABCDEF', '9'.repeat(21), '0312#5678'])(
    'refuses an organisation registered as %s',
    (written) => {
      expect(parseOrIssues(registrationNumber, written)).toEqual(['INVALID_FORMAT field']);
    },
  );
});

describe('tax code', () => {
  // Codes of well-known Vietnamese companies, from their invoices.
  it.each([
    ['0100109106', '0100109106'],
    ['0100109106-001', '0100109106-001'],
    ['0100109106001', '0100109106-001'],
    ['0101245486', '0101245486'],
    ['0300588569', '0300588569'],
    ['001099012345', '001099012345'],
  ])('takes %s', (written, code) => {
    expect(parseOrIssues(taxCode, written)).toBe(code);
  });

  it('refuses each wrong check digit', () => {
    for (const digit of '012345789') {
      expect(parseOrIssues(taxCode, `010010910${digit}`)).toEqual(['INVALID_FORMAT field']);
    }
  });

  it.each(['0100109106-000', '0100109106-01', '010010910', '01001091066', '101099012345', 'MST0100109106'])(
    'refuses %s',
    (written) => {
      expect(parseOrIssues(taxCode, written)).toEqual(['INVALID_FORMAT field']);
    },
  );
});

describe('bank account', () => {
  it('takes a number that a card might have: it is a typed number', () => {
    const account = { bank: 'Vietcombank', number: '4111 1111 1111 1111', holder: 'NGUYỄN VĂN A' };
    expect(parseOrIssues(bankAccount, account)).toEqual({ ...account, number: '4111111111111111' });
  });

  it('names each wrong part', () => {
    expect(parseOrIssues(bankAccount, { bank: ' ', number: '12345', holder: '4111111111111111' })).toEqual([
      'REQUIRED field.bank',
      'INVALID_FORMAT field.number',
      'CARD_NUMBER_NOT_ACCEPTED field.holder',
    ]);
  });
});

describe('keys and references', () => {
  it.each(['a1b2c3d4', 'order:2026-11-22_1.x', 'x'.repeat(128)])('takes the idempotency key %s', (key) => {
    expect(parseOrIssues(idempotencyKey, key)).toBe(key);
  });

  it.each(['short', 'x'.repeat(129), 'with space', 'tiếng-việt', 'a1b2c3d4\n', '', undefined, 12345678])(
    'refuses the idempotency key %j',
    (key) => {
      expect(parseOrIssues(idempotencyKey, key)).toEqual(['IDEMPOTENCY_KEY_INVALID field']);
    },
  );

  it('takes a customer number of another system as it is', () => {
    const reference = { system: 'billing', number: 'KH-0012/34' };
    expect(orIssues(() => parseCustomerReference(reference))).toEqual(reference);
    expect(orIssues(() => parseCustomerReference({ system: 'Billing', number: 'a b' }))).toEqual([
      'INVALID_FORMAT system',
      'INVALID_FORMAT number',
    ]);
  });
});
