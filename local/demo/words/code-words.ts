import type {
  AddressState,
  ConsentPath,
  ConsentPurpose,
  ContactChannel,
  CustomerKind,
  HostWarning,
  Language,
  LinkRefusal,
} from '../generated/graphql.ts';
import type { Worded } from './worded.ts';

export const kindWords: Readonly<Record<CustomerKind, Worded>> = {
  INDIVIDUAL: { vi: 'Cá nhân', en: 'Individual' },
  ORGANISATION: { vi: 'Tổ chức', en: 'Organisation' },
};

export const languageWords: Readonly<Record<Language, string>> = { vi: 'Tiếng Việt', en: 'English' };

export const addressStateWords: Readonly<Record<AddressState, Worded>> = {
  UNVERIFIED: { vi: 'Chưa xác minh', en: 'Not verified' },
  VERIFIED: { vi: 'Đã xác minh', en: 'Verified' },
  BOUNCING: { vi: 'Thư không đến được', en: 'Mail does not arrive' },
  COMPLAINED: { vi: 'Đã báo thư rác', en: 'Reported as spam' },
  GIVEN_UP: { vi: 'Không còn liên lạc được', en: 'Given up: no longer reached' },
};

export const channelWords: Readonly<Record<ContactChannel, Worded>> = {
  EMAIL: { vi: 'Email', en: 'Email' },
  MESSAGE: { vi: 'Tin nhắn', en: 'Message' },
  PHONE: { vi: 'Điện thoại', en: 'Phone call' },
};

/** Where something was agreed to or refused. */
export const consentPathWords: Readonly<Record<ConsentPath, Worded>> = {
  SIGNED_IN: { vi: 'khi đăng nhập', en: 'signed in' },
  LINK: { vi: 'qua liên kết trong thư', en: 'by a link in a mail' },
  MAIL: { vi: 'bằng thư', en: 'by mail' },
  STAFF: { vi: 'qua nhân viên', en: 'through our staff' },
  IMPORT: { vi: 'từ hệ thống trước', en: 'from an earlier system' },
};

export const purposeWords: Readonly<Record<ConsentPurpose, Worded>> = {
  STORAGE: { vi: 'lưu trữ hồ sơ khách hàng', en: 'keeping your customer record' },
  PAYMENT_CONFIRMATION: { vi: 'xác nhận thanh toán', en: 'confirming payments' },
  SERVICE_SUPPORT: { vi: 'hỗ trợ sử dụng dịch vụ', en: 'supporting your use of the services' },
  SERVICE_EXTENSION: { vi: 'báo khi dịch vụ sắp hết hạn', en: 'telling you when a service ends soon' },
  SERVICE_NOTICE: { vi: 'báo sự cố và bảo trì', en: 'telling you of outages and maintenance' },
  BILLING_NOTICE: { vi: 'gửi hóa đơn và thông báo cước phí', en: 'sending invoices and notices of charges' },
  NEW_PRODUCTS: { vi: 'giới thiệu sản phẩm và dịch vụ mới', en: 'introducing new products and services' },
  PROMOTIONS: { vi: 'thông báo chương trình khuyến mại', en: 'telling you of promotions' },
  SURVEYS: { vi: 'mời tham gia khảo sát', en: 'inviting you to surveys' },
};

export const hostWarningWords: Readonly<Record<HostWarning, Worded>> = {
  MIXED_SCRIPTS: {
    vi: 'Tên trang trộn nhiều loại chữ. Hãy đọc kỹ trước khi tiếp tục.',
    en: 'The name of this site mixes alphabets. Read it with care before you go on.',
  },
  LOOKS_LIKE_OURS: {
    vi: 'Tên trang giống tên của CloudFly nhưng không phải của CloudFly.',
    en: 'The name of this site looks like CloudFly’s, and is not CloudFly’s.',
  },
  USER_INFO: {
    vi: 'Liên kết viết một tên khác trước tên trang thật.',
    en: 'The link puts another name before that of the real site.',
  },
  NUMERIC: {
    vi: 'Trang này chỉ có địa chỉ số, không có tên.',
    en: 'This site has a number instead of a name.',
  },
};

export const linkRefusalWords: Readonly<Record<LinkRefusal, Worded>> = {
  MALFORMED: { vi: 'Đây không phải một địa chỉ trang web.', en: 'It is not the address of a site.' },
  UNSAFE_CHARACTER: {
    vi: 'Địa chỉ có ký tự gây hiểu nhầm.',
    en: 'The address has characters that mislead.',
  },
  NOT_WEB: { vi: 'Địa chỉ không dẫn đến trang web nào.', en: 'The address does not lead to a site.' },
};
