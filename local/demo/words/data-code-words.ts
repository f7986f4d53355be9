import type {
  AccessKind,
  DisclosureBasis,
  DisclosurePurpose,
  DisclosureResult,
  PersonalField,
  ProcessingPurpose,
  RecipientKind,
  Right,
  RightsState,
  StaffRole,
} from '../generated/graphql.ts';
import { askableFieldWords } from './contact-code-words.ts';
import type { Worded } from './worded.ts';

/** Codes of rights and disclosures in words. */
export const rightWords: Readonly<Record<Right, Worded>> = {
  COPY: { vi: 'Bản sao dữ liệu', en: 'A copy of the data' },
  RESTRICT: { vi: 'Hạn chế xử lý', en: 'Restriction of processing' },
  OBJECT: { vi: 'Phản đối xử lý', en: 'Objection to processing' },
  ERASE: { vi: 'Xóa dữ liệu', en: 'Erasure' },
  WITHDRAW_STORAGE: { vi: 'Rút lại đồng ý lưu trữ', en: 'Withdrawal of storing' },
  CLOSE_ACCOUNT: { vi: 'Đóng tài khoản', en: 'Closing of the account' },
};

export const rightsStateWords: Readonly<Record<RightsState, Worded>> = {
  ASKED: { vi: 'Đang xem xét', en: 'To be decided' },
  GRANTED: { vi: 'Đang thực hiện', en: 'Being carried out' },
  DONE: { vi: 'Đã thực hiện', en: 'Done' },
  REFUSED: { vi: 'Đã từ chối', en: 'Refused' },
  WITHDRAWN: { vi: 'Đã rút lại', en: 'Withdrawn' },
};

export const personalFieldWords: Readonly<Record<PersonalField, Worded>> = {
  ...askableFieldWords,
  EMAIL: { vi: 'địa chỉ email', en: 'email address' },
  CUSTOMER_NUMBERS: { vi: 'mã khách hàng', en: 'customer numbers' },
};

export const disclosurePurposeWords: Readonly<Record<DisclosurePurpose, Worded>> = {
  PAYMENT: { vi: 'thanh toán', en: 'payment' },
  REFUND: { vi: 'hoàn tiền', en: 'a refund' },
  INVOICING: { vi: 'xuất hóa đơn', en: 'invoices' },
  DISPUTE: { vi: 'giải quyết tranh chấp', en: 'a dispute' },
  INVESTIGATION: {
    vi: 'điều tra, kiểm tra của cơ quan có thẩm quyền',
    en: 'an investigation of an authority',
  },
  FRAUD_PREVENTION: { vi: 'chống gian lận', en: 'preventing fraud' },
  DOMAIN_REGISTRATION: { vi: 'đăng ký tên miền', en: 'registering a domain' },
  SERVICE_DELIVERY: { vi: 'cung cấp dịch vụ', en: 'providing a service' },
  OTHER_PERMITTED: { vi: 'mục đích khác bạn đã cho phép', en: 'another purpose that you permitted' },
};

export const recipientKindWords: Readonly<Record<RecipientKind, Worded>> = {
  AUTHORITY: { vi: 'cơ quan nhà nước', en: 'an authority' },
  PAYMENT_PROCESSOR: { vi: 'đơn vị thanh toán', en: 'a payment processor' },
  OTHER: { vi: 'tổ chức khác', en: 'another organisation' },
};

export const disclosureBasisWords: Readonly<Record<DisclosureBasis, Worded>> = {
  PERMISSION: { vi: 'theo sự cho phép của bạn', en: 'by your permission' },
  LEGAL_ORDER: { vi: 'theo yêu cầu của pháp luật', en: 'by an order of law' },
  COMMITMENT: { vi: 'theo cam kết của đơn vị thanh toán', en: 'under a commitment of a payment processor' },
};

export const disclosureResultWords: Readonly<Record<DisclosureResult, Worded>> = {
  PENDING: { vi: 'Đang thực hiện', en: 'Under way' },
  GIVEN: { vi: 'Đã cung cấp', en: 'Given' },
  NOT_GIVEN: { vi: 'Không cung cấp', en: 'Not given' },
  NOTHING_TO_GIVE: { vi: 'Không có gì để cung cấp', en: 'There was nothing to give' },
};

export const accessKindWords: Readonly<Record<AccessKind, Worded>> = {
  READ: { vi: 'nhân viên đã xem', en: 'read by an employee' },
  FOUND: { vi: 'nhân viên đã tra cứu', en: 'looked up by an employee' },
  DISCLOSED: { vi: 'đã cung cấp cho bên khác', en: 'given to somebody else' },
  PREPARED: { vi: 'đã chuẩn bị để cung cấp cho bên khác', en: 'prepared for somebody else' },
  OWN_COPY: { vi: 'bạn đã tải bản sao', en: 'you fetched a copy' },
};

export const staffRoleWords: Readonly<Record<StaffRole, Worded>> = {
  support: { vi: 'hỗ trợ', en: 'support' },
  billing: { vi: 'kế toán', en: 'billing' },
  marketing: { vi: 'tiếp thị', en: 'marketing' },
  legal: { vi: 'pháp chế', en: 'legal' },
  privacy_officer: { vi: 'phụ trách bảo vệ dữ liệu', en: 'privacy officer' },
  auditor: { vi: 'kiểm toán', en: 'auditor' },
  operator: { vi: 'vận hành', en: 'operator' },
};

export const processingPurposeWords: Readonly<Record<ProcessingPurpose, Worded>> = {
  CUSTOMER_REQUEST: { vi: 'yêu cầu của bạn', en: 'a request of yours' },
  SERVICE_SUPPORT: { vi: 'hỗ trợ dịch vụ', en: 'supporting a service' },
  PAYMENT: { vi: 'thanh toán', en: 'payment' },
  DATA_CORRECTION: { vi: 'đính chính dữ liệu', en: 'correcting data' },
  RIGHTS_REQUEST: { vi: 'yêu cầu về quyền', en: 'a right you asked for' },
  SECURITY: { vi: 'bảo mật', en: 'security' },
  LEGAL_DUTY: { vi: 'nghĩa vụ pháp luật', en: 'a duty of law' },
};
