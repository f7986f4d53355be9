import type { Language } from '../domain/viewer.ts';
import type { PageWords } from './page.ts';

/** Nothing is done on the word of an address that is held (P3.6): what was to be done waits. The page says so, and not why. */
export const heldWords: Readonly<Record<Language, PageWords>> = {
  vi: {
    heading: 'Việc này đang tạm dừng',
    paragraphs: [
      'Để bảo vệ tài khoản, CloudFly đang tạm dừng xử lý yêu cầu từ địa chỉ email này cho đến khi liên hệ được với Quý khách. Chưa có gì bị mất hay thay đổi: Quý khách có thể mở lại liên kết này sau khi đã xác nhận với chúng tôi.',
      'Xin Quý khách gọi cho CloudFly, hoặc đăng nhập và gửi yêu cầu hỗ trợ.',
    ],
  },
  en: {
    heading: 'This has to wait',
    paragraphs: [
      'To protect the account, CloudFly has stopped acting on requests from this email address until we have reached you. Nothing is lost or changed: you can open this link again after you have confirmed with us.',
      'Please call CloudFly, or sign in and open a support request.',
    ],
  },
};
