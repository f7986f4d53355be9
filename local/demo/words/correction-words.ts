import type { Worded } from './worded.ts';

/** Words of asking for what is wrong to be put right. */
export const correctionWords = {
  correctionsTitle: { vi: 'Đính chính thông tin', en: 'Corrections' },
  correctionsHint: {
    vi: 'Tên và số điện thoại bạn tự đổi được ngay. Thông tin nhận dạng đã cung cấp và thông tin thanh toán cần CloudFly xem lại: hãy ghi giá trị đúng và lý do, CloudFly trả lời trong vòng 10 ngày.',
    en: 'Name and phone number you change at once yourself. Identity details that you gave before, and payment details, are looked at first: write what is right, and why, and CloudFly decides within 10 days.',
  },
  correctWhat: { vi: 'Mục cần đính chính', en: 'What is wrong' },
  asItIsNow: { vi: 'Hiện nay: {value}', en: 'As it is now: {value}' },
  why: { vi: 'Vì sao', en: 'Why' },
  whyHint: {
    vi: 'Ví dụ: đã đổi giấy tờ, hoặc ghi nhầm khi đăng ký.',
    en: 'For example: a new document, or a slip at registration.',
  },
  requestCorrection: { vi: 'Yêu cầu đính chính', en: 'Ask for the correction' },
  correctionRequested: { vi: 'Đã gửi yêu cầu đính chính.', en: 'The correction is asked for.' },
  correctedField: { vi: 'Mục', en: 'Detail' },
  before: { vi: 'Trước', en: 'Before' },
  after: { vi: 'Sau', en: 'After' },
  decidedBy: { vi: 'Quyết định chậm nhất {date}.', en: 'Decided by {date} at the latest.' },
  decidedOn: { vi: 'Quyết định lúc {date}.', en: 'Decided on {date}.' },
  yourReason: { vi: 'Lý do: {why}', en: 'Why: {why}' },
  theirReason: { vi: 'CloudFly trả lời: {reason}', en: 'CloudFly says: {reason}' },
  inRequest: { vi: 'Mã yêu cầu {reference}', en: 'Request {reference}' },
} as const satisfies Readonly<Record<string, Worded>>;
