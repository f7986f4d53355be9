import type { Worded } from './worded.ts';

/** Words of the choices, of their history and of a new version. */
export const preferencesWords = {
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
    vi: 'Chính sách đã đổi, hoặc bạn trả lời khi chưa đủ 16 tuổi: câu trả lời lúc {date} không còn tính. Mời bạn trả lời lại.',
    en: 'The policy has changed, or you answered under 16: your answer of {date} no longer counts. Please answer again.',
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
} as const satisfies Readonly<Record<string, Worded>>;
