import type { PersonalField } from '../domain/access.ts';
import type { Language } from '../domain/viewer.ts';

/** What a personal field is called in a mail. */
export const fieldNames: Readonly<Record<PersonalField, Readonly<Record<Language, string>>>> = {
  name: { vi: 'họ tên', en: 'name' },
  email: { vi: 'địa chỉ email', en: 'email address' },
  phone: { vi: 'số điện thoại', en: 'phone number' },
  address: { vi: 'địa chỉ', en: 'postal address' },
  dateOfBirth: { vi: 'ngày sinh', en: 'date of birth' },
  identityNumber: {
    vi: 'số giấy tờ định danh hoặc đăng ký kinh doanh',
    en: 'identity or registration number',
  },
  billingName: { vi: 'tên trên hóa đơn', en: 'billing name' },
  billingAddress: { vi: 'địa chỉ trên hóa đơn', en: 'billing address' },
  taxCode: { vi: 'mã số thuế', en: 'tax code' },
  bankAccount: { vi: 'tài khoản ngân hàng', en: 'bank account' },
  card: { vi: 'thẻ thanh toán đã lưu', en: 'card on file' },
  customerNumbers: { vi: 'mã khách hàng', en: 'customer numbers' },
};
