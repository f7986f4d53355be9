import { expect, test } from 'vitest';
import { holdsContact } from '../../../lambda/domain/input/holds-contact.ts';

test.each([
  'tran@mail.example',
  'Tran ＠ mail',
  '0901234567',
  'Anh Ba (+84) 90 123.45.67',
  '０９０１２３４５６７',
  '٠٩٠١٢٣٤٥٦٧',
  'số 1-2-3-4-5-6-7',
])('%s is how somebody is reached', (text) => {
  expect(holdsContact(text)).toBe(true);
});

test.each(['Công an thành phố Hồ Chí Minh, PA05', 'Ngân hàng 1234 56', 'Phòng 12 quận 3 phường 4 tổ 5', ''])(
  '%s is nobody',
  (text) => {
    expect(holdsContact(text)).toBe(false);
  },
);
