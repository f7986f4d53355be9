import type { Worded } from './worded.ts';

/** Words of the sign-up, and of forms. */
export const signUpWords = {
  signUpTitle: { vi: 'Đăng ký làm khách hàng', en: 'Register as a customer' },
  alreadyRegistered: { vi: 'Tài khoản này đã đăng ký.', en: 'This account is already registered.' },
  policyTitle: { vi: 'Chính sách bảo mật thông tin', en: 'Privacy policy' },
  policyVersion: { vi: 'Phiên bản {version}, đang có hiệu lực', en: 'Version {version}, in force' },
  policyText: { vi: 'Nội dung chính sách', en: 'Text of the policy' },
  sensitiveTitle: { vi: 'Dữ liệu nhạy cảm', en: 'Sensitive data' },
  sensitiveMark: { vi: 'dữ liệu nhạy cảm', en: 'sensitive' },
  required: { vi: 'bắt buộc', en: 'required' },
  optional: { vi: 'không bắt buộc', en: 'optional' },
  usedFor: { vi: 'Dùng để: {purposes}.', en: 'Used for: {purposes}.' },
  yourDetails: { vi: 'Thông tin của bạn', en: 'Your details' },
  kind: { vi: 'Bạn đăng ký với tư cách', en: 'You register as' },
  name: { vi: 'Họ và tên, hoặc tên tổ chức', en: 'Full name, or name of the organisation' },
  email: { vi: 'Địa chỉ email', en: 'Email address' },
  phone: { vi: 'Số điện thoại', en: 'Phone number' },
  phoneHint: { vi: 'Ví dụ: 0912 345 678', en: 'For example: 0912 345 678' },
  address: { vi: 'Địa chỉ', en: 'Address' },
  addressLine: { vi: 'Số nhà, đường hoặc thôn', en: 'House number and street, or hamlet' },
  addressWard: { vi: 'Phường, xã hoặc đặc khu', en: 'Ward or commune' },
  addressProvince: { vi: 'Tỉnh hoặc thành phố', en: 'Province or city' },
  dateOfBirth: { vi: 'Ngày sinh', en: 'Date of birth' },
  identityNumber: { vi: 'Số giấy tờ', en: 'Identity number' },
  identityNumberHint: {
    vi: 'Căn cước, hộ chiếu, hoặc mã số đăng ký của tổ chức',
    en: 'Identity card or passport, or an organisation’s registration number',
  },
  mailLanguage: {
    vi: 'Ngôn ngữ CloudFly dùng khi viết cho bạn',
    en: 'Language that CloudFly writes to you in',
  },
  choicesTitle: { vi: 'Lựa chọn của bạn', en: 'Your choices' },
  choicesHint: {
    vi: 'Không bắt buộc. Ô nào không đánh dấu là bạn không đồng ý, và bạn vẫn đăng ký được.',
    en: 'All optional. What is not ticked is not agreed to, and you can register all the same.',
  },
  advertisingMark: { vi: 'quảng cáo', en: 'advertising' },
  agreementTitle: { vi: 'Đồng ý', en: 'Agreement' },
  agreePolicy: {
    vi: 'Tôi đã đọc và đồng ý với chính sách bảo mật thông tin, phiên bản {version}.',
    en: 'I have read the privacy policy, version {version}, and agree to it.',
  },
  register: { vi: 'Đăng ký', en: 'Register' },
  sending: { vi: 'Đang gửi…', en: 'Sending…' },
  registeredTitle: { vi: 'Bạn đã đăng ký', en: 'You are registered' },
  registeredText: {
    vi: 'CloudFly đã gửi thư xác minh đến {email}. Hãy mở thư và xác nhận địa chỉ trong vòng 48 giờ.',
    en: 'CloudFly has sent a verification mail to {email}. Open it and confirm the address within 48 hours.',
  },
  problemsTitle: { vi: 'Chưa gửi được. Hãy xem các mục sau:', en: 'Not sent yet. Please look at this:' },
  problemsMarked: {
    vi: 'Có {count} mục cần sửa; mỗi mục được chỉ rõ phía trên.',
    en: 'To be mended: {count}. Each is marked above.',
  },
} as const satisfies Readonly<Record<string, Worded>>;
