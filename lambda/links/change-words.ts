import type { Language } from '../domain/viewer.ts';
import { heldWords } from './held-words.ts';
import type { PageWords } from './page.ts';

/** Pages of a change of address. None names an address, and none says whose account it is. */
export type ChangePage =
  | 'ASK'
  | 'ASK_OLD'
  | 'CONFIRMED'
  | 'AGREED'
  | 'READY'
  | 'STOPPED'
  | 'SWITCHED'
  | 'EXPIRED'
  | 'HELD'
  | 'INVALID';

const closing = { vi: 'Quý khách có thể đóng trang này.', en: 'You may close this page.' };

export const changeWords: Readonly<Record<ChangePage, Readonly<Record<Language, PageWords>>>> = {
  ASK: {
    vi: {
      heading: 'Xác nhận thay đổi địa chỉ email',
      paragraphs: [
        'Bấm nút dưới đây để xác nhận rằng thư của một tài khoản CloudFly từ nay được gửi đến địa chỉ mới. Nếu Quý khách không yêu cầu, hãy đóng trang này.',
      ],
      buttons: [{ label: 'Xác nhận' }],
    },
    en: {
      heading: 'Confirm the change of email address',
      paragraphs: [
        'Press the button below to confirm that mail of a CloudFly account goes to the new address from now on. If you did not ask for it, close this page.',
      ],
      buttons: [{ label: 'Confirm' }],
    },
  },
  ASK_OLD: {
    vi: {
      heading: 'Địa chỉ email của tài khoản sắp được thay đổi',
      paragraphs: [
        'Nếu Quý khách không yêu cầu, hãy dừng thay đổi. Nếu chính Quý khách yêu cầu, Quý khách có thể đồng ý đổi ngay thay vì chờ.',
      ],
      buttons: [{ label: 'Dừng thay đổi' }, { label: 'Đồng ý đổi ngay' }],
    },
    en: {
      heading: 'The email address of your account is about to change',
      paragraphs: [
        'If you did not ask for it, stop the change. If you did, you can let it happen at once instead of waiting.',
      ],
      buttons: [{ label: 'Stop the change' }, { label: 'Change at once' }],
    },
  },
  CONFIRMED: {
    vi: {
      heading: 'Đã xác nhận địa chỉ mới',
      paragraphs: [
        'Địa chỉ cũ đã được thông báo. Địa chỉ sẽ được đổi ngay khi địa chỉ cũ đồng ý, hoặc sau 72 giờ nếu không bị dừng.',
        closing.vi,
      ],
    },
    en: {
      heading: 'The new address is confirmed',
      paragraphs: [
        'The old address was told. It changes as soon as the old address agrees, or after 72 hours unless it is stopped.',
        closing.en,
      ],
    },
  },
  AGREED: {
    vi: {
      heading: 'Đã đồng ý đổi ngay',
      paragraphs: ['Địa chỉ sẽ được đổi ngay khi địa chỉ mới được xác nhận.', closing.vi],
    },
    en: {
      heading: 'Agreed to change at once',
      paragraphs: ['The address changes as soon as the new one is confirmed.', closing.en],
    },
  },
  READY: {
    vi: {
      heading: 'Địa chỉ đang được đổi',
      paragraphs: ['Việc thay đổi hoàn tất trong khoảng một phút.', closing.vi],
    },
    en: {
      heading: 'The address is being changed',
      paragraphs: ['It is done within about a minute.', closing.en],
    },
  },
  STOPPED: {
    vi: {
      heading: 'Đã dừng thay đổi',
      paragraphs: [
        'Địa chỉ email của tài khoản vẫn như cũ. Nếu Quý khách không yêu cầu thay đổi, hãy đổi mật khẩu và liên hệ bộ phận hỗ trợ của CloudFly.',
      ],
    },
    en: {
      heading: 'The change is stopped',
      paragraphs: [
        'The email address of the account stays as it is. If you did not ask for the change, change your password and contact CloudFly support.',
      ],
    },
  },
  SWITCHED: {
    vi: {
      heading: 'Địa chỉ đã được đổi',
      paragraphs: [
        'Việc thay đổi đã hoàn tất. Nếu Quý khách không yêu cầu, hãy liên hệ ngay bộ phận hỗ trợ của CloudFly.',
      ],
    },
    en: {
      heading: 'The address was changed',
      paragraphs: ['The change is done. If you did not ask for it, contact CloudFly support now.'],
    },
  },
  EXPIRED: {
    vi: {
      heading: 'Liên kết đã hết hạn',
      paragraphs: ['Địa chỉ không được đổi. Nếu vẫn muốn đổi, vui lòng đăng nhập CloudFly và yêu cầu lại.'],
    },
    en: {
      heading: 'This link has expired',
      paragraphs: [
        'The address was not changed. If you still want to change it, please sign in to CloudFly and ask again.',
      ],
    },
  },
  HELD: heldWords,
  INVALID: {
    vi: {
      heading: 'Liên kết không hợp lệ',
      paragraphs: [
        'Vui lòng kiểm tra xem liên kết đã được sao chép đầy đủ chưa. Liên kết của một thay đổi đã dừng, đã hủy hoặc đã được thay bằng yêu cầu khác thì không dùng được nữa.',
      ],
    },
    en: {
      heading: 'This link is not valid',
      paragraphs: [
        'Please check that it was copied in full. A link of a change that was stopped, cancelled or replaced by another works no more.',
      ],
    },
  },
};
