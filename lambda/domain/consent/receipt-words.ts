import type { Language } from '../viewer.ts';

/** How a consent is withdrawn, as a receipt tells it (P2.6; D356 5(2)). */
export const withdrawalMethod: Readonly<Record<Language, string>> = {
  vi: 'Bạn có thể từ chối hoặc rút lại sự đồng ý bất cứ lúc nào: trong tài khoản, bằng liên kết trong mỗi thư, bằng cách gửi thư đến địa chỉ ghi trong đó, hoặc qua bộ phận hỗ trợ. Việc này có hiệu lực ngay và không ảnh hưởng đến việc xử lý trước đó.',
  en: 'You can refuse or withdraw at any time: in your account, by the link in each mail, by a mail to the address in it, or through support. It holds at once, and does not touch what was done before.',
};

/** Rights of whoever the data are about, each with its article. */
export const privacyRights = [
  { right: 'WITHDRAW_CONSENT', article: 'D356 5(2)' },
  { right: 'RESTRICT_OR_OBJECT', article: 'D356 5(2)' },
  { right: 'VIEW_AND_COPY', article: 'D356 5(3)' },
  { right: 'CORRECT', article: 'D356 5(3)' },
  { right: 'DELETE', article: 'D356 5(4)' },
] as const;
