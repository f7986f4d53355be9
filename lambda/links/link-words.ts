import type { Language } from '../domain/viewer.ts';

/** What a page can say. */
export type PageName =
  | 'CONFIRM'
  | 'CONFIRMED'
  | 'ALREADY_CONFIRMED'
  | 'USED'
  | 'EXPIRED'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'NOT_ALLOWED'
  | 'TRY_AGAIN';

export interface PageWords {
  readonly heading: string;
  readonly text: string;
  /** A button that posts. */
  readonly button?: string;
}

const askForAnother = {
  vi: 'Vui lòng đăng nhập CloudFly và yêu cầu gửi lại thư xác nhận.',
  en: 'Please sign in to CloudFly and ask for another confirmation mail.',
};

export const words: Readonly<Record<PageName, Readonly<Record<Language, PageWords>>>> = {
  CONFIRM: {
    vi: {
      heading: 'Xác nhận địa chỉ email',
      text: 'Bấm nút dưới đây để xác nhận địa chỉ email của Quý khách cho tài khoản CloudFly. Nếu Quý khách không đăng ký, hãy đóng trang này.',
      button: 'Xác nhận',
    },
    en: {
      heading: 'Confirm your email address',
      text: 'Press the button below to confirm your email address for your CloudFly account. If you did not register, close this page.',
      button: 'Confirm',
    },
  },
  CONFIRMED: {
    vi: {
      heading: 'Đã xác nhận',
      text: 'Cảm ơn Quý khách. Địa chỉ email đã được xác nhận; Quý khách có thể đóng trang này.',
    },
    en: {
      heading: 'Confirmed',
      text: 'Thank you. Your email address is confirmed; you may close this page.',
    },
  },
  ALREADY_CONFIRMED: {
    vi: {
      heading: 'Đã xác nhận từ trước',
      text: 'Địa chỉ email này đã được xác nhận. Quý khách không cần làm gì thêm.',
    },
    en: {
      heading: 'Already confirmed',
      text: 'This email address is confirmed already. There is nothing more to do.',
    },
  },
  USED: {
    vi: {
      heading: 'Liên kết đã được dùng',
      text: 'Mỗi liên kết chỉ dùng được một lần. Nếu Quý khách đã bấm xác nhận, địa chỉ đã được xác nhận.',
    },
    en: {
      heading: 'This link was used',
      text: 'Each link works once. If you pressed the button before, your address is confirmed.',
    },
  },
  EXPIRED: {
    vi: { heading: 'Liên kết đã hết hạn', text: askForAnother.vi },
    en: { heading: 'This link has expired', text: askForAnother.en },
  },
  INVALID: {
    vi: {
      heading: 'Liên kết không hợp lệ',
      text: `Vui lòng kiểm tra xem liên kết đã được sao chép đầy đủ chưa. ${askForAnother.vi}`,
    },
    en: {
      heading: 'This link is not valid',
      text: `Please check that it was copied in full. ${askForAnother.en}`,
    },
  },
  NOT_FOUND: {
    vi: {
      heading: 'Không tìm thấy trang',
      text: 'Vui lòng kiểm tra xem liên kết trong thư đã được sao chép đầy đủ chưa.',
    },
    en: {
      heading: 'There is no such page',
      text: 'Please check that the link in the mail was copied in full.',
    },
  },
  NOT_ALLOWED: {
    vi: { heading: 'Không thể thực hiện', text: 'Trang này chỉ có thể mở để xem và bấm nút xác nhận.' },
    en: {
      heading: 'This cannot be done',
      text: 'This page can be opened, and its button pressed; nothing else.',
    },
  },
  TRY_AGAIN: {
    vi: { heading: 'Chưa xác nhận được', text: 'Hệ thống đang bận. Vui lòng mở lại liên kết sau ít phút.' },
    en: {
      heading: 'Not confirmed yet',
      text: 'The system is busy. Please open the link again in a few minutes.',
    },
  },
};
