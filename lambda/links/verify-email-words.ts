import type { Language } from '../domain/viewer.ts';
import type { PageWords } from './page.ts';

export type VerifyEmailPage = 'CONFIRM' | 'CONFIRMED' | 'ALREADY_CONFIRMED' | 'USED' | 'EXPIRED' | 'INVALID';

const askForAnother = {
  vi: 'Vui lòng đăng nhập CloudFly và yêu cầu gửi lại thư xác nhận.',
  en: 'Please sign in to CloudFly and ask for another confirmation mail.',
};

export const verifyEmailWords: Readonly<Record<VerifyEmailPage, Readonly<Record<Language, PageWords>>>> = {
  CONFIRM: {
    vi: {
      heading: 'Xác nhận địa chỉ email',
      paragraphs: [
        'Bấm nút dưới đây để xác nhận địa chỉ email của Quý khách cho tài khoản CloudFly. Nếu Quý khách không đăng ký, hãy đóng trang này.',
      ],
      buttons: [{ label: 'Xác nhận' }],
    },
    en: {
      heading: 'Confirm your email address',
      paragraphs: [
        'Press the button below to confirm your email address for your CloudFly account. If you did not register, close this page.',
      ],
      buttons: [{ label: 'Confirm' }],
    },
  },
  CONFIRMED: {
    vi: {
      heading: 'Đã xác nhận',
      paragraphs: ['Cảm ơn Quý khách. Địa chỉ email đã được xác nhận; Quý khách có thể đóng trang này.'],
    },
    en: {
      heading: 'Confirmed',
      paragraphs: ['Thank you. Your email address is confirmed; you may close this page.'],
    },
  },
  ALREADY_CONFIRMED: {
    vi: {
      heading: 'Đã xác nhận từ trước',
      paragraphs: ['Địa chỉ email này đã được xác nhận. Quý khách không cần làm gì thêm.'],
    },
    en: {
      heading: 'Already confirmed',
      paragraphs: ['This email address is confirmed already. There is nothing more to do.'],
    },
  },
  USED: {
    vi: {
      heading: 'Liên kết đã được dùng',
      paragraphs: [
        'Mỗi liên kết chỉ dùng được một lần. Nếu Quý khách đã bấm xác nhận, địa chỉ đã được xác nhận.',
      ],
    },
    en: {
      heading: 'This link was used',
      paragraphs: ['Each link works once. If you pressed the button before, your address is confirmed.'],
    },
  },
  EXPIRED: {
    vi: { heading: 'Liên kết đã hết hạn', paragraphs: [askForAnother.vi] },
    en: { heading: 'This link has expired', paragraphs: [askForAnother.en] },
  },
  INVALID: {
    vi: {
      heading: 'Liên kết không hợp lệ',
      paragraphs: [`Vui lòng kiểm tra xem liên kết đã được sao chép đầy đủ chưa. ${askForAnother.vi}`],
    },
    en: {
      heading: 'This link is not valid',
      paragraphs: [`Please check that it was copied in full. ${askForAnother.en}`],
    },
  },
};
