import type {
  AddressCause,
  AskableField,
  AttachmentRefusal,
  CorrectionState,
  EmailChangeState,
  InformationState,
  RequestChannel,
  RequestKind,
  RequestState,
} from '../generated/graphql.ts';
import type { Worded } from './worded.ts';

/** Why an address stands as it does. */
export const addressCauseWords: Readonly<Record<AddressCause, Worded>> = {
  REGISTERED: {
    vi: 'Bạn chưa mở liên kết trong thư xác minh.',
    en: 'The link in the verification mail was not opened yet.',
  },
  IMPORTED: {
    vi: 'Địa chỉ đến từ hệ thống trước và chưa được xác nhận ở đây.',
    en: 'It came from an earlier system, and was not confirmed here yet.',
  },
  CONFIRMED: { vi: 'Bạn đã xác nhận địa chỉ này.', en: 'You confirmed this address.' },
  CHANGED: { vi: 'Bạn đã đổi sang địa chỉ này.', en: 'You changed to this address.' },
  HARD_BOUNCE: {
    vi: 'Máy chủ thư cho biết địa chỉ này không tồn tại. Hãy xác nhận lại, hoặc đổi sang địa chỉ khác.',
    en: 'The mail server says that there is no such address. Confirm it again, or change to another.',
  },
  SOFT_BOUNCES: {
    vi: 'Nhiều thư liên tiếp không đến được, ví dụ vì hộp thư đầy. Hãy xác nhận lại, hoặc đổi sang địa chỉ khác.',
    en: 'Several mails did not arrive, perhaps because the mailbox is full. Confirm it again, or change to another.',
  },
  STAYED_BOUNCING: {
    vi: 'Thư không đến được trong thời gian dài, nên CloudFly không gửi đến đây nữa. Hãy xác nhận lại, hoặc đổi sang địa chỉ khác.',
    en: 'Mail has not arrived for so long that nothing is sent here any more. Confirm it again, or change to another.',
  },
  COMPLAINT: {
    vi: 'Một thư đã bị báo là thư rác, nên CloudFly chỉ còn gửi những gì bắt buộc phải gửi.',
    en: 'A mail was reported as spam, so CloudFly sends here only what it must.',
  },
};

/** What became of a change of address. */
export const changeStateWords: Readonly<Record<EmailChangeState, Worded>> = {
  AWAITING_APPROVAL: { vi: 'đang chờ duyệt', en: 'awaits approval' },
  PENDING: { vi: 'đang chờ', en: 'pending' },
  SWITCHED: { vi: 'đã đổi', en: 'done' },
  CANCELLED: { vi: 'bạn đã hủy', en: 'you cancelled it' },
  STOPPED: { vi: 'địa chỉ cũ đã dừng thay đổi', en: 'stopped by the old address' },
  EXPIRED: { vi: 'hết hạn, địa chỉ mới không xác nhận', en: 'expired, for the new address did not confirm' },
  REPLACED: { vi: 'được thay bằng một lần đổi mới hơn', en: 'replaced by a newer one' },
};

export const requestKindWords: Readonly<Record<RequestKind, Worded>> = {
  SUPPORT: { vi: 'Hỗ trợ', en: 'Support' },
  FEEDBACK: { vi: 'Góp ý', en: 'Feedback' },
  CORRECTION: { vi: 'Đính chính', en: 'Correction' },
  RIGHTS: { vi: 'Quyền của bạn', en: 'Your rights' },
};

/** How it came. */
export const requestChannelWords: Readonly<Record<RequestChannel, Worded>> = {
  PAGE: { vi: 'trên trang', en: 'on the page' },
  MAIL: { vi: 'qua thư', en: 'by mail' },
  PHONE: { vi: 'qua điện thoại', en: 'by phone' },
  CHAT: { vi: 'qua trò chuyện', en: 'by chat' },
};

export const requestStateWords: Readonly<Record<RequestState, Worded>> = {
  OPEN: { vi: 'Đang chờ trả lời', en: 'Waiting for an answer' },
  ANSWERED: { vi: 'Đã trả lời', en: 'Answered' },
  CLOSED: { vi: 'Đã đóng', en: 'Closed' },
  QUARANTINED: { vi: 'Tạm giữ', en: 'Kept aside' },
};

/** Why a file that came with a mail was not kept. */
export const attachmentRefusalWords: Readonly<Record<AttachmentRefusal, Worded>> = {
  EXECUTABLE: { vi: 'tệp là chương trình', en: 'it is a program' },
  TOO_LARGE: { vi: 'tệp quá lớn', en: 'it is too large' },
  TOO_MANY: { vi: 'thư có quá nhiều tệp', en: 'there were too many files' },
  CUT: {
    vi: 'thư quá lớn nên phần này không được đọc',
    en: 'the mail was too large for this part to be read',
  },
  VIRUS: { vi: 'phát hiện mã độc', en: 'malware was found' },
};

export const correctionStateWords: Readonly<Record<CorrectionState, Worded>> = {
  ASKED: { vi: 'Đang xem xét', en: 'Being looked at' },
  ACCEPTED: { vi: 'Đã đính chính', en: 'Corrected' },
  REFUSED: { vi: 'Không đính chính', en: 'Not corrected' },
  MADE: { vi: 'CloudFly tự đính chính', en: 'Corrected by CloudFly' },
};

export const informationStateWords: Readonly<Record<InformationState, Worded>> = {
  ASKED: { vi: 'Chưa cung cấp', en: 'Not given yet' },
  ANSWERED: { vi: 'Đã cung cấp', en: 'Given' },
  DECLINED: { vi: 'Đã từ chối', en: 'Declined' },
  EXPIRED: { vi: 'Đã hết hạn', en: 'Expired' },
};

/** Details that can be asked for or corrected, by the API's code. */
export const askableFieldWords: Readonly<Record<AskableField, Worded>> = {
  NAME: { vi: 'họ và tên', en: 'name' },
  PHONE: { vi: 'số điện thoại', en: 'phone number' },
  ADDRESS: { vi: 'địa chỉ', en: 'address' },
  DATE_OF_BIRTH: { vi: 'ngày sinh', en: 'date of birth' },
  IDENTITY_NUMBER: { vi: 'số giấy tờ', en: 'identity number' },
  BILLING_NAME: { vi: 'tên trên hóa đơn', en: 'name on invoices' },
  BILLING_ADDRESS: { vi: 'địa chỉ trên hóa đơn', en: 'address on invoices' },
  TAX_CODE: { vi: 'mã số thuế', en: 'tax code' },
  BANK_ACCOUNT: { vi: 'tài khoản ngân hàng', en: 'bank account' },
  CARD: { vi: 'thẻ thanh toán', en: 'payment card' },
};
