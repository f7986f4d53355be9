import type { PolicyVersion } from '../domain/policy/version.ts';
import type { Language } from '../domain/viewer.ts';
import { instantText } from '../mail/formats.ts';
import type { PageWords } from './page.ts';

/** What a version says in one language, whole: its text, its purposes and the notice on sensitive data. */
export function policyWords(language: Language, version: PolicyVersion): PageWords {
  const { heading, from, purposes, override, digest } = wording[language];
  return {
    heading: heading(version.version),
    paragraphs: [
      from(instantText(version.effectiveAt, language)),
      ...version.text[language].split(/\n+/),
      purposes,
      ...version.purposes.map(({ wording: words }) => `– ${words[language]}`),
      ...version.sensitiveNotice[language].split(/\n+/),
      ...(version.lawOverride === undefined ? [] : [`${override}: ${version.lawOverride}`]),
      `${digest}: ${version.digest[language]}`,
    ].filter((paragraph) => /\S/.test(paragraph)),
  };
}

const wording = {
  vi: {
    heading: (version: number) => `Chính sách bảo mật thông tin, phiên bản ${version}`,
    from: (at: string) => `Có hiệu lực từ ${at}.`,
    purposes: 'Các mục đích sử dụng thông tin:',
    override: 'Lý do công bố dù có điểm cần lưu ý về pháp luật',
    digest: 'Mã kiểm tra nội dung (SHA-256)',
  },
  en: {
    heading: (version: number) => `Privacy policy, version ${version}`,
    from: (at: string) => `In force from ${at}.`,
    purposes: 'Purposes for which information is used:',
    override: 'Why it is published although the check against the law found something',
    digest: 'Digest of what it says (SHA-256)',
  },
};
