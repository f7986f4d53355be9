import type { Worded } from './worded.ts';

/** Words around every page. */
export const frameWords = {
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
} as const satisfies Readonly<Record<string, Worded>>;
