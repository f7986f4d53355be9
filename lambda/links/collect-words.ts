import type { Language } from '../domain/viewer.ts';
import type { PageWords } from './page.ts';

export type CollectPage =
  | 'ASKED'
  | 'GIVEN'
  | 'RECEIVED'
  | 'WRONG_ANSWER'
  | 'WRONG_RECEIPT'
  | 'NOT_FETCHED'
  | 'ENDED'
  | 'EXPIRED'
  | 'INVALID';

const askAgain = {
  vi: 'Nếu cần, xin liên hệ người đã gửi liên kết này để nhận liên kết mới.',
  en: 'If you need to, ask whoever sent you this link for another.',
};

type FormWord = 'challenge' | 'answer' | 'answerButton' | 'receipt' | 'receiptButton' | 'back';

/** The challenge, the two forms, for the answer to it and for the receipt, and the way back to them. */
export const collectForms: Readonly<Record<Language, Readonly<Record<FormWord, string>>>> = {
  vi: {
    challenge: 'Chuỗi JWE cần giải mã',
    answer: 'Nội dung đã giải mã',
    answerButton: 'Tải gói dữ liệu',
    receipt: 'Mã biên nhận trong gói đã giải mã (receiptCode)',
    receiptButton: 'Xác nhận đã nhận',
    back: 'Mở lại liên kết',
  },
  en: {
    challenge: 'The JWE to decrypt',
    answer: 'What it says, decrypted',
    answerButton: 'Fetch the package',
    receipt: 'The receipt code from inside of the package (receiptCode)',
    receiptButton: 'Confirm its receipt',
    back: 'Open the link again',
  },
};

export const collectWords: Readonly<Record<CollectPage, Readonly<Record<Language, PageWords>>>> = {
  ASKED: {
    vi: {
      heading: 'Nhận gói dữ liệu từ CloudFly',
      paragraphs: [
        'Gói dữ liệu chỉ dành cho bên nhận nêu trong văn bản. Việc nhận không phát sinh quyền nào khác đối với thông tin của CloudFly hoặc của khách hàng.',
        'Hãy giải mã chuỗi JWE dưới đây bằng khóa riêng (hoặc mật khẩu) của bên nhận và điền nội dung vào ô. Có thể tải lại cho đến khi xác nhận đã nhận; sau đó gói bị hủy.',
      ],
    },
    en: {
      heading: 'A package from CloudFly',
      paragraphs: [
        'The package is for the recipient that the order names, and for nobody else. Collecting it confers no right to information of CloudFly or of its customers.',
        'Decrypt the JWE below with the private key (or the passphrase) of the recipient, and enter what it says. The package can be fetched again until its receipt is confirmed; then it is destroyed.',
      ],
    },
  },
  // The package itself is handed over in its place.
  GIVEN: {
    vi: { heading: 'Gói dữ liệu', paragraphs: [] },
    en: { heading: 'The package', paragraphs: [] },
  },
  RECEIVED: {
    vi: {
      heading: 'Đã ghi nhận việc nhận',
      paragraphs: ['Xin cảm ơn. Gói dữ liệu tại CloudFly đã được hủy.'],
    },
    en: {
      heading: 'The receipt is recorded',
      paragraphs: ['Thank you. The package is destroyed at CloudFly.'],
    },
  },
  WRONG_ANSWER: {
    vi: {
      heading: 'Nội dung giải mã không đúng',
      paragraphs: [
        'Cần giải mã toàn bộ chuỗi JWE trên trang bằng khóa (hoặc mật khẩu) của bên nhận; chuỗi thay đổi theo từng liên kết. Sau năm lần sai, liên kết không còn hiệu lực: khi đó hãy xin liên kết mới.',
      ],
    },
    en: {
      heading: 'That is not what it says',
      paragraphs: [
        'Decrypt the whole JWE of the page with the key (or the passphrase) of the recipient; each link has its own. After five wrong tries the link works no longer: ask for another then.',
      ],
    },
  },
  WRONG_RECEIPT: {
    vi: {
      heading: 'Mã biên nhận không đúng',
      paragraphs: [
        'Mã nằm trong gói đã giải mã, mục receiptCode (43 ký tự). Nếu không giải mã được, tệp có thể chưa được tải đầy đủ: hãy tải lại gói dữ liệu.',
      ],
    },
    en: {
      heading: 'That is not the receipt code of the package',
      paragraphs: [
        'The code is inside of the decrypted package, as receiptCode: 43 characters. A file that does not decrypt may have arrived in part: fetch the package once more.',
      ],
    },
  },
  NOT_FETCHED: {
    vi: { heading: 'Gói chưa được tải', paragraphs: ['Hãy tải gói dữ liệu trước; gói vẫn còn.'] },
    en: {
      heading: 'The package was not fetched yet',
      paragraphs: ['Fetch the package first; it is still there.'],
    },
  },
  ENDED: {
    vi: {
      heading: 'Không còn gói dữ liệu',
      paragraphs: ['Gói đã được nhận, đã bị thu hồi, hoặc căn cứ cung cấp không còn hiệu lực.', askAgain.vi],
    },
    en: {
      heading: 'There is no package any more',
      paragraphs: ['It was received, or taken back, or the basis for it has ended.', askAgain.en],
    },
  },
  EXPIRED: {
    vi: { heading: 'Liên kết đã hết hạn', paragraphs: [askAgain.vi] },
    en: { heading: 'This link has expired', paragraphs: [askAgain.en] },
  },
  INVALID: {
    vi: {
      heading: 'Liên kết không hợp lệ',
      paragraphs: [
        'Liên kết này đã được thay bằng liên kết mới hơn, đã ngừng sau năm lần trả lời sai, hoặc chưa được sao chép đầy đủ.',
        askAgain.vi,
      ],
    },
    en: {
      heading: 'This link is not valid',
      paragraphs: [
        'A newer link has taken its place, it was stopped after five wrong answers, or it was not copied in full.',
        askAgain.en,
      ],
    },
  },
};
