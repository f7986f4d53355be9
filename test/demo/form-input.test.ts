import { expect, test } from 'vitest';
import { addressOf } from '../../local/demo/app/address-of.ts';
import { paymentChanges } from '../../local/demo/app/payment-changes.ts';
import { registrationOf } from '../../local/demo/app/registration.ts';
import type { NoticeFragment } from '../../local/demo/generated/graphql.ts';

const notice: NoticeFragment = {
  version: 2,
  digest: 'd'.repeat(64),
  language: 'vi',
  text: '',
  sensitiveNotice: '',
  fields: [],
  choices: [
    { purpose: 'NEW_PRODUCTS', advertising: true, wording: '' },
    { purpose: 'SURVEYS', advertising: false, wording: '' },
  ],
};

test('a form left empty agrees to nothing and chooses nothing', () => {
  const input = registrationOf({ kind: 'INDIVIDUAL', language: 'vi' }, notice, 'key-12345');
  expect(input).toEqual({
    idempotencyKey: 'key-12345',
    kind: 'INDIVIDUAL',
    language: 'vi',
    name: '',
    email: '',
    notice: { version: 2, digest: notice.digest, language: 'vi' },
    agreed: false,
    storage: false,
    consents: [],
  });
});

test('what is ticked is chosen, each purpose and channel by itself; what the notice does not offer is not', () => {
  const filled = {
    kind: 'ORGANISATION',
    language: 'en',
    agreed: 'on',
    storage: 'on',
    'consents.SURVEYS.PHONE': 'on',
    'consents.NEW_PRODUCTS.EMAIL': 'on',
    'consents.PROMOTIONS.EMAIL': 'on',
  };
  const input = registrationOf(filled, notice, 'key-12345');
  expect(input.consents).toEqual([
    { purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: true },
    { purpose: 'SURVEYS', channel: 'PHONE', granted: true },
  ]);
  expect(input).toMatchObject({ agreed: true, storage: true });
});

test('an address that is begun is sent, for the API to judge; an empty one is not', () => {
  expect(addressOf({}, 'address')).toBeUndefined();
  expect(addressOf({ 'address.ward': 'Phường 1' }, 'address')).toEqual({
    line: '',
    ward: 'Phường 1',
    province: '',
  });
});

test('payment details: what was left alone is not mentioned, what was emptied is taken away', () => {
  const before = {
    billingName: 'An',
    billingAddress: {
      line: '1',
      ward: null,
      district: 'Q1',
      province: 'HN',
      postalCode: null,
      country: 'VN',
    },
    taxCode: '0100109106',
    bankAccount: { bank: 'B', holder: 'H', number: '123456' },
    card: null,
  };
  const filled = {
    billingName: 'An',
    'billingAddress.line': '1',
    'billingAddress.province': 'HN',
    'bankAccount.bank': 'B',
    'bankAccount.holder': 'H',
    'bankAccount.number': '654321',
  };
  expect(paymentChanges(filled, before)).toEqual({
    taxCode: null,
    bankAccount: { bank: 'B', holder: 'H', number: '654321' },
  });
  expect(paymentChanges({}, null)).toEqual({});
  expect(
    paymentChanges({ 'billingAddress.line': '2', 'billingAddress.province': 'HN' }, before),
  ).toMatchObject({
    billingAddress: { line: '2', district: 'Q1', country: 'VN' },
  });
});
