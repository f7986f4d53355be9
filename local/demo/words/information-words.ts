import type { Worded } from './worded.ts';

/** Words of what CloudFly asks for, and of giving or declining it. */
export const informationWords = {
  informationTitle: { vi: 'CloudFly hỏi thêm', en: 'What CloudFly asks for' },
  giveTitle: { vi: 'Cung cấp thông tin', en: 'Give information' },
  askedFor: {
    vi: 'Để xử lý yêu cầu {reference} của bạn, CloudFly cần: {fields}.',
    en: 'To work on your request {reference}, CloudFly needs: {fields}.',
  },
  askedUntil: { vi: 'Có thể cung cấp đến {date}.', en: 'It can be given until {date}.' },
  askedWhy: { vi: 'CloudFly cho biết: {why}', en: 'CloudFly says: {why}' },
  onlyThese: {
    vi: 'Chỉ đúng những mục này được nhận, và được lưu dưới dạng mã hóa. Để trống mục nào bạn không muốn cung cấp.',
    en: 'Nothing but this is taken, and it is kept encrypted. Leave empty what you do not want to give.',
  },
  give: { vi: 'Gửi thông tin', en: 'Send the information' },
  given: { vi: 'Cảm ơn bạn. Thông tin đã được nhận.', en: 'Thank you. The information has arrived.' },
  declineHint: {
    vi: 'Bạn có thể từ chối mà không cần nêu lý do. Yêu cầu của bạn vẫn được trả lời.',
    en: 'You can decline, and need no reason. Your request is answered all the same.',
  },
  decline: { vi: 'Từ chối cung cấp', en: 'Decline' },
  givenFields: { vi: 'Đã cung cấp: {fields}.', en: 'Given: {fields}.' },
  linkOver: {
    vi: 'Liên kết này không dùng được: có thể đã hết hạn hoặc chưa được sao chép đầy đủ. Bạn có thể đăng nhập và xem mục Yêu cầu.',
    en: 'This link does not work: it may have expired, or was not copied in full. You can sign in and look among your requests.',
  },
} as const satisfies Readonly<Record<string, Worded>>;
