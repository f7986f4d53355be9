import type { Worded } from './worded.ts';

/** Words of the first page, and of what any page says when it cannot go on. */
export const homeWords = {
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
  homeStepRequests: {
    vi: 'Viết cho bộ phận hỗ trợ trong trang Yêu cầu, hoặc trả lời một thư trong hộp thư.',
    en: 'Write to support on the requests page, or answer a mail in the inbox.',
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
} as const satisfies Readonly<Record<string, Worded>>;
