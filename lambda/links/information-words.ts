import type { Language } from '../domain/viewer.ts';
import { heldWords } from './held-words.ts';
import type { PageWords } from './page.ts';

export type InformationPage = 'ASKED' | 'DECLINED' | 'ENDED' | 'EXPIRED' | 'HELD' | 'INVALID';

const support = {
  vi: 'Nếu cần, Quý khách vui lòng liên hệ bộ phận hỗ trợ của CloudFly.',
  en: 'If you need to, please contact CloudFly support.',
};

/** Leads to the frontend's page. */
export const giveLabel: Readonly<Record<Language, string>> = {
  vi: 'Cung cấp thông tin',
  en: 'Give the information',
};

export const informationWords: Readonly<Record<InformationPage, Readonly<Record<Language, PageWords>>>> = {
  ASKED: {
    vi: {
      heading: 'CloudFly cần thêm thông tin',
      paragraphs: [
        'Trang tiếp theo hỏi những thông tin nêu trong thư và chỉ nhận đúng những thông tin đó. Quý khách không cần đăng nhập; nếu đăng nhập, những thông tin này cũng nằm ở mục yêu cầu của Quý khách.',
        'Nếu không muốn cung cấp, Quý khách có thể từ chối tại đây mà không cần nêu lý do.',
      ],
      buttons: [{ label: 'Từ chối cung cấp', isSecond: true }],
    },
    en: {
      heading: 'CloudFly needs more information',
      paragraphs: [
        'The next page asks for what the mail names, and takes nothing else. You need not sign in; signed in, you find the same among your requests.',
        'If you do not want to give it, you can decline here, and need no reason.',
      ],
      buttons: [{ label: 'Decline', isSecond: true }],
    },
  },
  DECLINED: {
    vi: {
      heading: 'Đã từ chối',
      paragraphs: [
        'CloudFly đã ghi nhận: Quý khách không cung cấp thông tin này. Yêu cầu của Quý khách vẫn được trả lời.',
      ],
    },
    en: {
      heading: 'Declined',
      paragraphs: [
        'It is noted that you do not give this information. Your request is answered all the same.',
      ],
    },
  },
  ENDED: {
    vi: {
      heading: 'Đã kết thúc',
      paragraphs: ['Thông tin này đã được cung cấp, đã được từ chối hoặc đã hết hạn.', support.vi],
    },
    en: {
      heading: 'This has ended',
      paragraphs: ['This information was given or declined already, or its time is over.', support.en],
    },
  },
  EXPIRED: {
    vi: { heading: 'Liên kết đã hết hạn', paragraphs: [support.vi] },
    en: { heading: 'This link has expired', paragraphs: [support.en] },
  },
  HELD: heldWords,
  INVALID: {
    vi: {
      heading: 'Liên kết không hợp lệ',
      paragraphs: ['Vui lòng kiểm tra xem liên kết đã được sao chép đầy đủ chưa.', support.vi],
    },
    en: {
      heading: 'This link is not valid',
      paragraphs: ['Please check that it was copied in full.', support.en],
    },
  },
};
