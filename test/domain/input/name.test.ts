import { describe, expect, it } from 'vitest';
import { organisationName, personName } from '../../../lambda/domain/input/name.ts';
import { parseOrIssues } from './parse-or-issues.ts';

describe('name', () => {
  it.each([
    'Nguyễn Thị Minh Khai',
    'Đỗ Ưng Ỷ',
    'H’Hen Niê',
    "K'Brêu",
    'Y Moan Ênuôl',
    'Trần-Lê Ngọc Hà',
    'O’Brien, Jr.',
    'محمد علی',
    '王小明',
    'Дмитрий',
    'राम',
    'Gabriel·la Martí',
  ])('takes a person called %s', (name) => {
    expect(parseOrIssues(personName, name)).toBe(name);
    expect(parseOrIssues(organisationName, name)).toBe(name);
  });

  it.each([
    'Công ty TNHH MTV 3/2',
    'Công ty Cổ phần Điện tử & Viễn thông (Chi nhánh Hà Nội)',
    '1C Việt Nam',
    'Hộ kinh doanh “Phở 24”',
    'A+ Solutions, JSC.',
  ])('takes an organisation called %s, which no person is', (name) => {
    expect(parseOrIssues(organisationName, name)).toBe(name);
    expect(parseOrIssues(personName, name)).toEqual(['UNSUPPORTED_CHARACTER field']);
  });

  it.each(['<script>', 'Bob\\', 'a=b', '@bob', '{{name}}', '-', '...', '$(id)'])(
    'takes nobody called %s',
    (name) => {
      expect(parseOrIssues(personName, name)).toEqual(['UNSUPPORTED_CHARACTER field']);
      expect(parseOrIssues(organisationName, name)).toEqual(['UNSUPPORTED_CHARACTER field']);
    },
  );

  it('takes no card number', () => {
    expect(parseOrIssues(organisationName, 'Visa 4111 1111 1111 1111')).toEqual([
      'CARD_NUMBER_NOT_ACCEPTED field',
    ]);
  });
});
