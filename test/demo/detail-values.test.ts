import { describe, expect, test } from 'vitest';
import { detailsIn } from '../../local/demo/app/detail-names.ts';
import { linkTo, tokenIn } from '../../local/demo/app/route.ts';
import { shownValue } from '../../local/demo/app/shown-value.ts';

describe('what a form gives of the details that were asked for', () => {
  const filled = {
    phone: '0912 345 678',
    taxCode: '0101243150',
    'address.line': '12 Trần Phú',
    'address.province': 'Đà Nẵng',
    'bankAccount.bank': 'Vietcombank',
  };

  test('is those details alone, each in the shape of the input', () => {
    expect(detailsIn(filled, ['PHONE', 'ADDRESS', 'BANK_ACCOUNT'])).toEqual({
      phone: '0912 345 678',
      address: { line: '12 Trần Phú', ward: null, province: 'Đà Nẵng' },
      // What only some parts of are filled in, the API judges.
      bankAccount: { bank: 'Vietcombank', holder: '', number: '' },
    });
  });

  test('leaves out what was left empty', () => {
    expect(detailsIn(filled, ['NAME', 'CARD', 'BILLING_ADDRESS', 'DATE_OF_BIRTH'])).toEqual({});
  });

  test('reads controls under a name before theirs', () => {
    const values = { 'values.identityNumber': '048190001234', identityNumber: 'another' };
    expect(detailsIn(values, ['IDENTITY_NUMBER'], 'values.')).toEqual({ identityNumber: '048190001234' });
  });
});

test.each([
  [null, undefined],
  [undefined, undefined],
  ['0101243150', '0101243150'],
  ['1990-04-05', '5 April 1990'],
  [
    { line: '12 Trần Phú', ward: null, district: null, province: 'Đà Nẵng', country: 'VN' },
    '12 Trần Phú, Đà Nẵng',
  ],
  [{ bank: 'VCB', number: '0071', holder: 'TRAN THI' }, 'VCB, 0071, TRAN THI'],
  [
    { brand: 'VISA', lastFour: '4242', expiry: '2031-05', processorToken: 'tok_x' },
    'VISA •••• 4242, 2031-05',
  ],
])('the detail %j is shown as %j', (value, shown) => {
  expect(shownValue('en', value)).toBe(shown);
});

test('the token of a mail stands in the address of its page, and of no other', () => {
  expect(tokenIn(`${linkTo('give-information')}/01ABC.x-_y`)).toBe('01ABC.x-_y');
  for (const hash of [
    '',
    '#/',
    '#/give-information',
    '#/give-information/',
    '#/account/01ABC',
    '#/give-information/a/b',
  ])
    expect(tokenIn(hash)).toBe('');
});
