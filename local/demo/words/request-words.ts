import type { Worded } from './worded.ts';

/** Words of what the customer writes and is answered. */
export const requestWords = {
  requests: { vi: 'Yêu cầu', en: 'Requests' },
  requestsTitle: { vi: 'Yêu cầu của bạn', en: 'Your requests' },
  requestsHint: {
    vi: 'Viết tại đây hoặc gửi thư từ địa chỉ email đã đăng ký; cả hai cách đều nằm trong danh sách này.',
    en: 'Write here, or by mail from your registered address: both stand in this list.',
  },
  openRequest: { vi: 'Viết cho bộ phận hỗ trợ', en: 'Write to support' },
  message: { vi: 'Nội dung', en: 'Your message' },
  messageHint: {
    vi: 'Không viết mật khẩu hoặc số thẻ vào đây.',
    en: 'Please write no password and no card number.',
  },
  sendRequest: { vi: 'Gửi', en: 'Send' },
  requestSent: {
    vi: 'Đã gửi. Yêu cầu đứng đầu danh sách dưới đây.',
    en: 'Sent. It stands first in the list below.',
  },
  sentRequests: { vi: 'Đã gửi', en: 'What you have sent' },
  said: { vi: 'Nội dung trao đổi {reference}', en: 'What was said in {reference}' },
  noRequests: { vi: 'Bạn chưa có yêu cầu nào.', en: 'You have no requests yet.' },
  answerDue: { vi: 'CloudFly trả lời chậm nhất {date}.', en: 'CloudFly answers by {date} at the latest.' },
  closedOn: { vi: 'Đã đóng lúc {date}.', en: 'Closed on {date}.' },
  requestUnproven: {
    vi: 'Thư này không chứng minh được người gửi, nên CloudFly không thay đổi gì theo thư này. Nếu là bạn, hãy trả lời tại đây.',
    en: 'Nothing proves who sent this mail, so nothing is changed on its word. If it was you, please reply here.',
  },
  youWrote: { vi: 'Bạn, {date}', en: 'You, {date}' },
  theyWrote: { vi: 'CloudFly, {date}', en: 'CloudFly, {date}' },
  attachments: { vi: 'Tệp đính kèm', en: 'Attachments' },
  fileRefused: { vi: 'không được giữ lại: {why}', en: 'not kept: {why}' },
  reply: { vi: 'Trả lời', en: 'Reply' },
  sendReply: { vi: 'Gửi trả lời', en: 'Send the reply' },
  replySent: { vi: 'Đã gửi trả lời.', en: 'The reply is sent.' },
} as const satisfies Readonly<Record<string, Worded>>;
