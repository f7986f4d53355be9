import type { DataClass } from '../access.ts';
import type { Language } from '../viewer.ts';

/** What a class of personal data is called, in the authority's report and in what customers are told; which are sensitive (D356 3-4). */
export const classWords: Readonly<Record<DataClass, Readonly<Record<Language, string>>>> = {
  contact: {
    vi: 'thông tin liên hệ (họ tên, email, điện thoại)',
    en: 'contact details (name, email, phone)',
  },
  identity: {
    vi: 'thông tin nhân thân (địa chỉ, ngày sinh, số giấy tờ)',
    en: 'identity details (postal address, date of birth, identity number)',
  },
  payment: {
    vi: 'thông tin thanh toán (tài khoản ngân hàng, thẻ; dữ liệu nhạy cảm)',
    en: 'payment details (bank account, card; sensitive data)',
  },
  content: {
    vi: 'nội dung đã viết (yêu cầu, trao đổi, tệp đính kèm)',
    en: 'what was written (requests, messages, attachments)',
  },
};
