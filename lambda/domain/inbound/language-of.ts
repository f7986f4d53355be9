import type { Language } from '../viewer.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** Letters that Vietnamese has and its neighbours in the mailbox do not. */
const vietnamese = /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu;

/** The language to answer somebody in of whom nothing is known: that of their words or their domain. */
export function languageOf({ subject, text, from }: ParsedMail): Language {
  const isVietnamese = vietnamese.test(`${subject} ${text}`.normalize('NFC'));
  return isVietnamese || from.some(({ address }) => /\.vn$/i.test(address.trim())) ? 'vi' : 'en';
}
