import { describe, expect, it } from 'vitest';
import { postalAddress } from '../../../lambda/domain/input/postal-address.ts';
import { parseOrIssues } from './parse-or-issues.ts';

describe('postal address', () => {
  it('takes addresses as people write them in Vietnam', () => {
    const written = {
      line: ' Số 12A, ngõ 34/56,  đường Lê Thánh Tôn (tòa nhà #3; tầng 2)',
      ward: 'Phường Bến Nghé',
      district: 'Quận 1',
      province: 'TP. Hồ Chí Minh',
    };
    expect(parseOrIssues(postalAddress, { ...written, district: null, postalCode: '' })).toEqual({
      line: 'Số 12A, ngõ 34/56, đường Lê Thánh Tôn (tòa nhà #3; tầng 2)',
      ward: 'Phường Bến Nghé',
      province: 'TP. Hồ Chí Minh',
      country: 'VN',
    });
  });

  it('takes others with their country and postal code', () => {
    const address = { line: '1 Chome-1-2 Oshiage', province: 'Tokyo', country: 'jp', postalCode: '131-0045' };
    expect(parseOrIssues(postalAddress, address)).toEqual({ ...address, country: 'JP' });
  });

  it('names each wrong part', () => {
    const address = {
      line: 'Thẻ 4111-1111-1111-1111',
      ward: 'Bến 😀',
      province: null,
      country: 'Việt Nam',
      postalCode: '7',
    };
    expect(parseOrIssues(postalAddress, address)).toEqual([
      'CARD_NUMBER_NOT_ACCEPTED field.line',
      'REQUIRED field.province',
      'INVALID_FORMAT field.country',
      'UNSUPPORTED_CHARACTER field.ward',
      'INVALID_FORMAT field.postalCode',
    ]);
    expect(parseOrIssues(postalAddress, 'Hà Nội')).toEqual(['INVALID_FORMAT field']);
    expect(parseOrIssues(postalAddress, null)).toEqual(['REQUIRED field']);
  });
});
