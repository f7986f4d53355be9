import { limits } from '../../declared/limits.ts';
import type { Language } from '../viewer.ts';

const days = String(limits.correspondentDays);

/** What somebody who is no customer is told of what they sent (P1.4; L91 9). */
export const feedbackNotice: Readonly<Record<Language, string>> = {
  vi: `CloudFly chỉ dùng nội dung Quý khách gửi, cùng tên và địa chỉ email nếu có, để xem xét góp ý này. Thông tin được lưu mã hóa, không chuyển cho bên thứ ba, và bị xóa sau ${days} ngày. Muốn xem hoặc xóa sớm hơn, xin liên hệ bộ phận hỗ trợ và nêu mã góp ý.`,
  en: `CloudFly uses what you sent, with your name and address if you gave them, to consider this feedback and for nothing else. It is kept encrypted, given to no third party, and removed after ${days} days. To see it or have it removed earlier, contact support and name the reference.`,
};
/** The same for a customer, whose feedback stands with the own requests. */
export const ownFeedbackNotice: Readonly<Record<Language, string>> = {
  vi: 'Góp ý được lưu mã hóa cùng các yêu cầu khác của Quý khách và chỉ dùng để xem xét góp ý này.',
  en: 'Your feedback is kept encrypted beside your other requests, and is used to consider it and for nothing else.',
};
