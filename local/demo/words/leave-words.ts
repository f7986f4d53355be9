import type { Worded } from './worded.ts';

/** Words of the page before leaving. */
export const leaveWords = {
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
} as const satisfies Readonly<Record<string, Worded>>;
