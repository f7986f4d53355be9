import type { RefusablePurpose } from '../domain/purposes.ts';
import type { Language } from '../domain/viewer.ts';
import { purposeNames } from '../mail/purpose-names.ts';
import type { PageWords } from './page.ts';

type Refusable = RefusablePurpose | 'ALL';

/**
 * Asks before it refuses.
 * @param tokenOfAll of the same customer, for the second button; absent when the link is for all already
 */
export function refuseWords(
  language: Language,
  purpose: Refusable,
  tokenOfAll: string | undefined,
): PageWords {
  const { heading, only, all, allEnds, still, refuse, refuseThis, refuseAll } = wording[language];
  if (purpose === 'ALL' || tokenOfAll === undefined)
    return { heading, paragraphs: [all, still], buttons: [{ label: refuse }] };
  return {
    heading,
    paragraphs: [only(purposeNames[purpose][language]), allEnds, still],
    buttons: [
      { label: refuseThis },
      { label: refuseAll, action: `${tokenOfAll}?lang=${language}`, isSecond: true },
    ],
  };
}

/** What was refused, and how to undo it. */
export function refusedWords(language: Language, purpose: Refusable): PageWords {
  const { refused, refusedOnly, refusedAll, atOnce, still, undo } = wording[language];
  const said = purpose === 'ALL' ? refusedAll : refusedOnly(purposeNames[purpose][language]);
  return { heading: refused, paragraphs: [`${said} ${atOnce}`, still, undo] };
}

const wording = {
  vi: {
    heading: 'Từ chối nhận thư',
    only: (name: string) => `Quý khách muốn ngừng nhận thư của CloudFly về: ${name}?`,
    all: 'Quý khách muốn ngừng nhận mọi thư của CloudFly có thể từ chối, gồm cả xác nhận thanh toán, hóa đơn, thông báo sự cố và lời nhắc dịch vụ sắp hết hạn?',
    allEnds:
      '“Từ chối mọi thư” dừng cả xác nhận thanh toán, hóa đơn, thông báo sự cố và lời nhắc dịch vụ sắp hết hạn.',
    still:
      'CloudFly vẫn gửi những thư bắt buộc, chẳng hạn trả lời yêu cầu của Quý khách, thông báo bảo mật và thay đổi chính sách.',
    refuse: 'Từ chối mọi thư',
    refuseThis: 'Từ chối loại thư này',
    refuseAll: 'Từ chối mọi thư',
    refused: 'Đã từ chối',
    refusedOnly: (name: string) => `Quý khách đã từ chối nhận thư của CloudFly về: ${name}.`,
    refusedAll: 'Quý khách đã từ chối mọi thư của CloudFly có thể từ chối.',
    atOnce: 'Việc từ chối có hiệu lực ngay.',
    undo: 'Nếu đổi ý, Quý khách có thể đăng nhập CloudFly và chọn lại trong mục lựa chọn liên hệ. Quý khách có thể đóng trang này.',
  },
  en: {
    heading: 'Refuse mail',
    only: (name: string) => `Do you want to stop mail from CloudFly for: ${name}?`,
    all: 'Do you want to stop all mail from CloudFly that can be refused, payment confirmations, invoices, outage notices and reminders of services that end soon included?',
    allEnds:
      '“Refuse all mail” ends payment confirmations, invoices, outage notices and reminders of services that end soon, too.',
    still:
      'CloudFly still sends what it must, such as answers to your own requests, security notices and changes of the policy.',
    refuse: 'Refuse all mail',
    refuseThis: 'Refuse this kind of mail',
    refuseAll: 'Refuse all mail',
    refused: 'Refused',
    refusedOnly: (name: string) => `You have refused mail from CloudFly for: ${name}.`,
    refusedAll: 'You have refused all mail from CloudFly that can be refused.',
    atOnce: 'It holds from now on.',
    undo: 'If you change your mind, you can sign in to CloudFly and choose again in your contact preferences. You may close this page.',
  },
};

export const invalidWords: Readonly<Record<Language, PageWords>> = {
  vi: {
    heading: 'Liên kết không hợp lệ',
    paragraphs: [
      'Vui lòng kiểm tra xem liên kết trong thư đã được sao chép đầy đủ chưa. Quý khách cũng có thể từ chối thư sau khi đăng nhập CloudFly, hoặc qua bộ phận hỗ trợ.',
    ],
  },
  en: {
    heading: 'This link is not valid',
    paragraphs: [
      'Please check that the link in the mail was copied in full. You can also refuse mail when signed in to CloudFly, or by way of support.',
    ],
  },
};
