import type { Worded } from './worded.ts';

/** Words of the address that CloudFly writes to: how it stands, and how it changes. */
export const addressWords = {
  standingSince: { vi: 'Từ {date}.', en: 'Since {date}.' },
  lastConfirmed: { vi: 'Xác nhận lần cuối: {date}.', en: 'Last confirmed: {date}.' },
  softBounces: {
    vi: 'Trong 14 ngày qua có {count} thư tạm thời không gửi đến được.',
    en: 'In the last 14 days, mails that could not be delivered for now: {count}.',
  },
  heldTitle: {
    vi: 'Yêu cầu gửi từ địa chỉ email này đang tạm dừng.',
    en: 'Requests from this address are stopped for now.',
  },
  heldText: {
    vi: 'CloudFly nhận thấy điều bất thường và tạm dừng để bảo vệ bạn; đây không phải lỗi của bạn. Nhân viên CloudFly sẽ liên lạc với bạn bằng cách khác, ví dụ qua điện thoại, và hỏi xem bạn có phải là người đã gửi hay không.',
    en: 'CloudFly saw something unusual and stopped them to protect you; you did nothing wrong. Somebody at CloudFly will reach you in another way, such as by phone, and ask whether it was you.',
  },
  heldKept: {
    vi: 'Những gì đã gửi đến đều được giữ lại và không bị mất. Bạn vẫn có thể từ chối thư bất cứ lúc nào. Nếu đang cần gấp, hãy gọi cho bộ phận hỗ trợ, hoặc viết tại trang Yêu cầu.',
    en: 'Whatever arrived is kept, and nothing is lost. You can refuse mail at any time all the same. If it is urgent, please call support, or write on the page Requests.',
  },

  changeTitle: { vi: 'Đổi địa chỉ email', en: 'Change of address' },
  changeHow: {
    vi: 'CloudFly liên lạc với bạn qua địa chỉ email, nên việc đổi có hai phía xác nhận:',
    en: 'CloudFly reaches you by your address, so both addresses are asked:',
  },
  changeHowNew: {
    vi: 'Địa chỉ mới nhận một liên kết để xác nhận trong vòng 48 giờ.',
    en: 'The new address gets a link to confirm within 48 hours.',
  },
  changeHowOld: {
    vi: 'Địa chỉ hiện tại nhận một liên kết để dừng thay đổi, hoặc để đồng ý đổi ngay.',
    en: 'Your present address gets a link to stop the change, or to agree to it at once.',
  },
  changeHowWhen: {
    vi: 'Địa chỉ được đổi ngay khi cả hai đồng ý. Nếu địa chỉ hiện tại không trả lời, địa chỉ được đổi sau 72 giờ.',
    en: 'It changes at once when both agree. If your present address says nothing, it changes after 72 hours.',
  },
  newAddress: { vi: 'Địa chỉ email mới', en: 'New email address' },
  requestChange: { vi: 'Yêu cầu đổi', en: 'Ask for the change' },
  changeRequested: {
    vi: 'Đã gửi thư đến cả hai địa chỉ.',
    en: 'Both addresses have been written to.',
  },
  changeHeld: {
    vi: 'Khi yêu cầu từ địa chỉ hiện tại đang tạm dừng, địa chỉ chưa được đổi.',
    en: 'While requests from your present address are stopped, it does not change.',
  },
  changePending: { vi: 'Đang đổi sang {email}', en: 'Changing to {email}' },
  changeByStaff: {
    vi: 'Nhân viên hỗ trợ yêu cầu thay bạn, lúc {date}.',
    en: 'Asked for by our staff on your behalf, {date}.',
  },
  changeAskedAt: { vi: 'Bạn yêu cầu lúc {date}.', en: 'You asked for it on {date}.' },
  changeAwaitsApproval: {
    vi: 'Một nhân viên thứ hai đang xem xét. Chưa có thư nào được gửi đi.',
    en: 'A second person is looking at it. Nothing has been sent yet.',
  },
  sideNew: { vi: 'Địa chỉ mới', en: 'The new address' },
  sideOld: { vi: 'Địa chỉ hiện tại', en: 'Your present address' },
  sideWhen: { vi: 'Khi nào đổi', en: 'When it changes' },
  newWaits: {
    vi: 'Chưa xác nhận. Liên kết trong thư dùng được đến {date}.',
    en: 'Not confirmed yet. The link in its mail works until {date}.',
  },
  newConfirmed: { vi: 'Đã xác nhận lúc {date}.', en: 'Confirmed on {date}.' },
  oldWaits: {
    vi: 'Đã được báo. Thư ở đó có liên kết để dừng thay đổi hoặc đồng ý đổi ngay.',
    en: 'Has been told. Its mail has a link to stop the change, or to agree at once.',
  },
  oldAgreed: { vi: 'Đã đồng ý lúc {date}.', en: 'Agreed on {date}.' },
  whenUnlessStopped: {
    vi: 'Ngay khi cả hai xác nhận; nếu địa chỉ hiện tại không trả lời thì lúc {date}.',
    en: 'As soon as both have agreed; if your present address says nothing, on {date}.',
  },
  whenConfirmed: { vi: 'Ngay khi địa chỉ mới xác nhận.', en: 'As soon as the new address confirms.' },
  cancelChange: { vi: 'Hủy thay đổi', en: 'Cancel the change' },
  changeEnded: { vi: 'Lần thay đổi gần nhất, lúc {date}: {state}', en: 'The last change, {date}: {state}' },
} as const satisfies Readonly<Record<string, Worded>>;
