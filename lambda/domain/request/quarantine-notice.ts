import type { Language } from '../viewer.ts';
import type { CustomerRequest } from './request.ts';

/** What a customer reads of an own request that waits for a word with them (P3.6). */
const waiting: Readonly<Record<Language, string>> = {
  vi: 'Chúng tôi đã nhận được yêu cầu này và đang giữ lại để bảo vệ Quý khách: có dấu hiệu khác thường từ địa chỉ email đã gửi. Chưa có gì được thực hiện. Chúng tôi sẽ liên hệ Quý khách bằng một cách khác để xác nhận, rồi xử lý tiếp.',
  en: 'We have received this request and are holding it to protect you: something was unusual about the address it came from. Nothing has been done on it. We will reach you in another way, and go on once you confirm.',
};

/** What a customer reads of one that was set aside after that. */
const setAside: Readonly<Record<Language, string>> = {
  vi: 'Yêu cầu này đã được khép lại và không có gì được thực hiện. Nếu đúng là Quý khách gửi, xin gửi lại tại đây hoặc liên hệ bộ phận hỗ trợ và nêu mã yêu cầu.',
  en: 'This request was set aside and nothing has been done on it. If it was yours after all, please send it again here, or contact support and name the reference.',
};

/** What to tell the customer of a request that is or was kept in quarantine. Undefined: nothing. */
export function quarantineNotice(
  { state, quarantine }: Pick<CustomerRequest, 'state' | 'quarantine'>,
  language: Language,
): string | undefined {
  if (state === 'QUARANTINED') return waiting[language];
  return quarantine?.decision === 'DISCARDED' ? setAside[language] : undefined;
}
