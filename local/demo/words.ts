import type {
  AddressState,
  ConsentPath,
  ConsentPurpose,
  ContactChannel,
  CustomerKind,
  HostWarning,
  Language,
  LinkRefusal,
} from './generated/graphql.ts';

export type Worded = Readonly<Record<Language, string>>;

/** Every word of the demonstration that the API does not give, in both languages. `{name}` stands for what is put in. */
export const words = {
  siteName: { vi: 'CloudFly', en: 'CloudFly' },
  siteNote: { vi: 'Trang trình diễn phía khách hàng', en: 'Demonstration of the customer’s side' },
  skip: { vi: 'Đến nội dung chính', en: 'Skip to content' },
  pages: { vi: 'Các trang', en: 'Pages' },
  pageLanguage: { vi: 'Ngôn ngữ của trang', en: 'Language of this page' },
  home: { vi: 'Trang chủ', en: 'Home' },
  signUp: { vi: 'Đăng ký', en: 'Sign up' },
  account: { vi: 'Tài khoản', en: 'Account' },
  signIn: { vi: 'Đăng nhập', en: 'Sign in' },
  signOut: { vi: 'Đăng xuất', en: 'Sign out' },
  signedInAs: { vi: 'Đã đăng nhập: {name}', en: 'Signed in as {name}' },
  loading: { vi: 'Đang tải…', en: 'Loading…' },
  tryAgain: { vi: 'Thử lại', en: 'Try again' },
  notFound: { vi: 'Không có trang này.', en: 'There is no such page.' },

  preferences: { vi: 'Lựa chọn', en: 'Choices' },
  preferencesTitle: {
    vi: 'CloudFly được liên hệ với bạn về việc gì',
    en: 'What CloudFly may contact you about',
  },
  preferencesHint: {
    vi: 'Chỉ những gì bạn đổi mới được gửi đi. Từ chối có hiệu lực ngay.',
    en: 'Only what you change is sent. A refusal holds at once.',
  },
  guardianNote: {
    vi: 'Bạn chưa đủ 16 tuổi: cha, mẹ hoặc người giám hộ trả lời thay bạn về quảng cáo. Bạn vẫn có thể từ chối mọi mục.',
    en: 'You are under 16: a parent or guardian answers for you about advertising. You can refuse everything yourself.',
  },
  coveredNote: {
    vi: 'Chính sách mà bạn đã đồng ý bao gồm mục này. Bạn có thể từ chối.',
    en: 'The policy that you agreed to covers this. You can refuse it.',
  },
  allow: { vi: 'Đồng ý', en: 'Yes' },
  refuse: { vi: 'Không', en: 'No' },
  notChosen: { vi: 'Bạn chưa trả lời.', en: 'You have not answered.' },
  chosenAt: { vi: 'Bạn đã trả lời lúc {date}.', en: 'You answered on {date}.' },
  askedAgain: {
    vi: 'Chính sách đã đổi, nên câu trả lời lúc {date} không còn tính. Mời bạn trả lời lại.',
    en: 'The policy has changed, so your answer of {date} no longer counts. Please answer again.',
  },
  saveChoices: { vi: 'Lưu lựa chọn', en: 'Save choices' },
  toPreferences: { vi: 'Xem và đổi lựa chọn', en: 'See and change your choices' },
  refuseAllTitle: { vi: 'Từ chối mọi thư', en: 'Refuse all mail' },
  refuseAllText: {
    vi: 'Bạn sẽ không nhận thư nào có thể từ chối nữa, kể cả xác nhận thanh toán, hóa đơn, thông báo sự cố và lời nhắc dịch vụ sắp hết hạn. CloudFly vẫn viết khi pháp luật buộc hoặc để trả lời yêu cầu của chính bạn.',
    en: 'You will get no mail any more that can be refused: payment confirmations, invoices, outage notices and reminders of services that end soon stop too. CloudFly still writes where law demands it, and to answer your own requests.',
  },
  refuseAll: { vi: 'Từ chối tất cả', en: 'Refuse all' },
  refusedAll: { vi: 'Đã từ chối.', en: 'Refused.' },
  historyTitle: { vi: 'Lịch sử', en: 'History' },
  acceptedPolicy: { vi: 'Đồng ý chính sách, phiên bản {version}', en: 'Policy accepted, version {version}' },
  byUse: { vi: 'qua việc sử dụng', en: 'by use' },
  otherBasis: { vi: 'Căn cứ khác theo pháp luật', en: 'Another basis in law' },
  byGuardian: { vi: 'người giám hộ', en: 'guardian' },
  underVersion: { vi: 'phiên bản {version}', en: 'version {version}' },
  more: { vi: 'Xem thêm', en: 'Show more' },
  receiptTitle: { vi: 'Biên nhận', en: 'Receipt' },
  receiptText: {
    vi: 'Bản ghi có chữ ký số về những gì bạn đã đồng ý và từ chối, để bạn giữ.',
    en: 'A digitally signed record of what you agreed to and refused, for you to keep.',
  },
  downloadReceipt: { vi: 'Tải biên nhận', en: 'Download the receipt' },
  downloaded: { vi: 'Đã tải.', en: 'Downloaded.' },
  bannerTitle: { vi: 'Chính sách bảo mật có phiên bản mới', en: 'The privacy policy has a new version' },
  bannerInForce: {
    vi: 'Phiên bản {version} có hiệu lực từ {date}.',
    en: 'Version {version} has been in force since {date}.',
  },
  bannerComing: {
    vi: 'Phiên bản {version} sẽ có hiệu lực từ {date}.',
    en: 'Version {version} comes into force on {date}.',
  },
  bannerStale: {
    vi: 'Những câu trả lời sau không còn tính, mời bạn trả lời lại: {purposes}.',
    en: 'These answers no longer count, please answer again: {purposes}.',
  },
  bannerRead: { vi: 'Đọc phiên bản mới', en: 'Read the new version' },
  bannerClose: { vi: 'Đóng lại', en: 'Close it' },
  bannerAccept: { vi: 'Tôi đã đọc và đồng ý', en: 'I have read it and agree' },
  bannerAccepted: {
    vi: 'Bạn đã đồng ý với phiên bản {version}.',
    en: 'You have agreed to version {version}.',
  },
  bannerNotYet: {
    vi: 'Bạn có thể đồng ý khi phiên bản này có hiệu lực.',
    en: 'You can agree once this version is in force.',
  },
  differenceText: { vi: 'Nội dung chính sách thay đổi.', en: 'The text of the policy changed.' },
  differenceNew: { vi: 'Mới: {wording}', en: 'New: {wording}' },
  differenceWords: { vi: 'Nói khác đi: {wording}', en: 'Said otherwise: {wording}' },
  differenceGone: { vi: 'Không còn: {wording}', en: 'No longer: {wording}' },

  homeTitle: { vi: 'Thông tin của bạn, theo ý bạn', en: 'Your information, on your terms' },
  homeIntro: {
    vi: 'Trang này trình diễn những gì khách hàng của CloudFly nhìn thấy và làm được với thông tin cá nhân của mình. Trang dùng đúng giao diện lập trình mà các ứng dụng khác của CloudFly sẽ dùng.',
    en: 'This site demonstrates what a customer of CloudFly sees of their personal information, and can do with it. It uses the very API that CloudFly’s other applications will use.',
  },
  homeSteps: { vi: 'Thử lần lượt', en: 'Try it, step by step' },
  homeStepSignIn: {
    vi: 'Đăng nhập bằng một tài khoản có sẵn, hoặc đặt một tên người dùng mới.',
    en: 'Sign in with an account that is there, or choose a new user name.',
  },
  homeStepSignUp: {
    vi: 'Đọc chính sách, chọn những gì bạn đồng ý, rồi đăng ký.',
    en: 'Read the policy, choose what you agree to, and sign up.',
  },
  homeStepVerify: {
    vi: 'Mở thư xác minh và xác nhận địa chỉ email.',
    en: 'Open the verification mail and confirm your address.',
  },
  homeStepAccount: {
    vi: 'Xem và sửa thông tin của bạn trong trang Tài khoản.',
    en: 'See and change your information on the account page.',
  },
  homeNotRegistered: {
    vi: 'Bạn đã đăng nhập nhưng chưa đăng ký làm khách hàng.',
    en: 'You are signed in, and not registered as a customer yet.',
  },
  homeRegistered: { vi: 'Bạn đã là khách hàng của CloudFly.', en: 'You are a customer of CloudFly.' },
  toSignUp: { vi: 'Đăng ký làm khách hàng', en: 'Register as a customer' },
  toAccount: { vi: 'Mở trang Tài khoản', en: 'Open the account page' },
  openInbox: { vi: 'Mở hộp thư', en: 'Open the inbox' },
  signInNeeded: { vi: 'Hãy đăng nhập để tiếp tục.', en: 'Sign in to go on.' },
  signInEnded: {
    vi: 'Phiên đăng nhập đã kết thúc. Hãy đăng nhập lại.',
    en: 'Your sign-in has ended. Sign in again.',
  },
  signInFailed: {
    vi: 'Đăng nhập không thành công. Hãy thử lại.',
    en: 'The sign-in did not succeed. Try again.',
  },
  unreachable: {
    vi: 'Không kết nối được máy chủ. Hãy thử lại sau ít phút.',
    en: 'The server cannot be reached. Try again in a few minutes.',
  },
  waitSeconds: { vi: 'Hãy thử lại sau {seconds} giây.', en: 'Try again in {seconds} seconds.' },
  requestNumber: { vi: 'Mã yêu cầu: {id}', en: 'Request number: {id}' },

  leaveTitle: { vi: 'Bạn sắp rời trang của CloudFly', en: 'You are about to leave CloudFly’s site' },
  leaveTo: { vi: 'Liên kết dẫn đến', en: 'The link leads to' },
  leaveAscii: { vi: 'Trình duyệt mở địa chỉ', en: 'The browser will ask for' },
  leaveRegistered: {
    vi: 'CloudFly giới thiệu trang này: {title}',
    en: 'CloudFly refers to this site: {title}',
  },
  leaveRedirect: {
    vi: 'Liên kết đi qua một trang của CloudFly rồi sang trang khác.',
    en: 'The link goes through a page of CloudFly’s to another site.',
  },
  leaveRefused: { vi: 'Không mở được liên kết này.', en: 'This link cannot be opened.' },
  leaveOurs: { vi: 'Liên kết này thuộc CloudFly.', en: 'This link is CloudFly’s own.' },
  leaveGo: { vi: 'Tiếp tục sang trang đó', en: 'Go on to that site' },
  leaveOpen: { vi: 'Mở liên kết', en: 'Open the link' },
  leaveStay: { vi: 'Ở lại', en: 'Stay here' },
  linksTitle: { vi: 'Liên kết tham khảo', en: 'Links to other sites' },

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

  accountTitle: { vi: 'Tài khoản của bạn', en: 'Your account' },
  customerSince: { vi: 'Là khách hàng từ {date}', en: 'Customer since {date}' },
  customerNumbers: { vi: 'Mã khách hàng', en: 'Customer numbers' },
  none: { vi: 'Chưa có', en: 'None yet' },
  emailTitle: { vi: 'Email', en: 'Email' },
  sendAgain: { vi: 'Gửi lại thư xác minh', en: 'Send the verification mail again' },
  sentAgain: { vi: 'Đã gửi. Hãy xem hộp thư của bạn.', en: 'Sent. Look in your inbox.' },
  contactTitle: { vi: 'Thông tin liên hệ', en: 'Contact details' },
  save: { vi: 'Lưu', en: 'Save' },
  saved: { vi: 'Đã lưu.', en: 'Saved.' },
  loadAgain: { vi: 'Tải lại', en: 'Load again' },
  identityTitle: { vi: 'Thông tin nhận dạng', en: 'Identity details' },
  identityHint: {
    vi: 'Bạn có thể bổ sung thông tin còn thiếu. Thông tin đã có chỉ được sửa qua yêu cầu đính chính.',
    en: 'You can add what is missing. What was given before is changed by a correction request alone.',
  },
  provide: { vi: 'Bổ sung', en: 'Add' },
  paymentTitle: { vi: 'Thông tin thanh toán', en: 'Payment details' },
  billingName: { vi: 'Tên trên hóa đơn', en: 'Name on invoices' },
  billingAddress: { vi: 'Địa chỉ trên hóa đơn', en: 'Address on invoices' },
  taxCode: { vi: 'Mã số thuế', en: 'Tax code' },
  bankAccount: { vi: 'Tài khoản ngân hàng', en: 'Bank account' },
  bank: { vi: 'Ngân hàng', en: 'Bank' },
  accountNumber: { vi: 'Số tài khoản', en: 'Account number' },
  accountHolder: { vi: 'Chủ tài khoản', en: 'Account holder' },
  card: { vi: 'Thẻ thanh toán', en: 'Payment card' },
  cardHint: {
    vi: 'Đơn vị xử lý thanh toán giữ số thẻ và chỉ trả về một mã. Không nhập số thẻ ở đây.',
    en: 'The payment processor keeps the card’s number and gives a token for it. Enter no card number here.',
  },
  cardToken: { vi: 'Mã của đơn vị xử lý', en: 'Token of the processor' },
  cardTokenHint: { vi: 'Ví dụ: tok_demo_12345678', en: 'For example: tok_demo_12345678' },
  cardBrand: { vi: 'Loại thẻ', en: 'Brand' },
  cardLastFour: { vi: 'Bốn số cuối', en: 'Last four digits' },
  cardExpiry: { vi: 'Tháng hết hạn', en: 'Month of expiry' },
  cardExpiryHint: { vi: 'Năm-tháng, ví dụ 2031-05', en: 'Year-month, such as 2031-05' },
  choose: { vi: 'Chưa chọn', en: 'None chosen' },
  languageTitle: { vi: 'Ngôn ngữ', en: 'Language' },
  consentsTitle: { vi: 'Những gì bạn đã đồng ý', en: 'What you have agreed to' },
  consentsNone: { vi: 'Bạn chưa chọn mục nào.', en: 'You have made no choice.' },
  consentPurpose: { vi: 'Mục đích', en: 'Purpose' },
  consentChannel: { vi: 'Qua', en: 'By' },
  consentAnswer: { vi: 'Trả lời', en: 'Answer' },
  consentAt: { vi: 'Lúc', en: 'When' },
  granted: { vi: 'Đồng ý', en: 'Agreed' },
  refused: { vi: 'Không đồng ý', en: 'Not agreed' },
  acceptedVersion: {
    vi: 'Bạn đã đồng ý với phiên bản {version} của chính sách, lúc {date}.',
    en: 'You agreed to version {version} of the policy on {date}.',
  },
  versionCurrent: { vi: 'Đây là phiên bản đang có hiệu lực.', en: 'It is the version in force.' },
  versionNewer: { vi: 'Phiên bản đang có hiệu lực là {version}.', en: 'The version in force is {version}.' },
} as const satisfies Readonly<Record<string, Worded>>;
export type Word = keyof typeof words;

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

/** A word in a language, with what is put in. */
export type Say = (word: Word, put?: Readonly<Record<string, string | number>>) => string;

export const speak =
  (language: Language): Say =>
  (word, put = {}) =>
    words[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(put[name] ?? whole));

/** Vietnamese unless the reader's first choice is another language. */
export function preferredLanguage(preferences: readonly string[]): Language {
  const [first] = preferences;
  return first === undefined || first.toLowerCase().split('-')[0] === 'vi' ? 'vi' : 'en';
}
