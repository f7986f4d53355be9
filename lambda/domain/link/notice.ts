import type { Language } from '../viewer.ts';

/** What stands beside every link that leaves CloudFly's own sites, in a page and in a mail alike (P5.2). */
export const offSiteNotice: Readonly<Record<Language, string>> = {
  vi: 'Liên kết này dẫn đến trang web không thuộc CloudFly. CloudFly không chịu trách nhiệm về nội dung và hoạt động của trang đó.',
  en: 'This link leads to a site that is not CloudFly’s. CloudFly is not responsible for the content or behaviour of that site.',
};
