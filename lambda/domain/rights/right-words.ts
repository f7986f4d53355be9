import type { Language } from '../viewer.ts';
import type { Right } from './rights-request.ts';

/** What each right is called to whoever asks for it. */
export const rightWords: Readonly<Record<Right, Readonly<Record<Language, string>>>> = {
  COPY: { vi: 'Bản sao dữ liệu cá nhân', en: 'A copy of the personal data' },
  RESTRICT: { vi: 'Hạn chế xử lý dữ liệu cá nhân', en: 'Restriction of processing' },
  OBJECT: { vi: 'Phản đối xử lý dữ liệu cá nhân', en: 'Objection to processing' },
  ERASE: { vi: 'Xóa dữ liệu cá nhân', en: 'Erasure of the personal data' },
  WITHDRAW_STORAGE: {
    vi: 'Rút lại sự đồng ý lưu trữ dữ liệu cá nhân',
    en: 'Withdrawal of the agreement to storing the personal data',
  },
  CLOSE_ACCOUNT: { vi: 'Đóng tài khoản', en: 'Closing of the account' },
};
