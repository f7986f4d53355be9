import { instantText } from '../formats.ts';
import { purposeNames } from '../purpose-names.ts';
import { Action, Greeting, List, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/** Tells of a new version of the policy: from when on, where it is, and which consents it ends (P0.2, P7.4). */
export const policyChange: Template<'POLICY_CHANGE'> = (language, change) => {
  const { version, effectiveAt, link, stalePurposes } = change;
  const words = wording[language];
  return {
    ...words,
    preheader: words.from(version, instantText(effectiveAt, language)),
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.from(version, instantText(effectiveAt, language))}</Paragraph>
        <Action language={language} label={words.read} link={link} />
        {stalePurposes.length > 0 && (
          <>
            <Paragraph>{words.stale}</Paragraph>
            <List items={stalePurposes.map((purpose) => purposeNames[purpose][language])} />
            <Paragraph>{words.choose}</Paragraph>
          </>
        )}
        <Paragraph>{words.kept}</Paragraph>
        <Paragraph>{words.use}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'CloudFly thay đổi chính sách bảo mật thông tin',
    heading: 'Thay đổi chính sách bảo mật thông tin',
    from: (version: number, at: string) =>
      `Chính sách bảo mật thông tin của CloudFly có phiên bản mới (phiên bản ${version}), có hiệu lực từ ${at}.`,
    read: 'Xem phiên bản mới và các thay đổi',
    stale:
      'Phiên bản mới quy định khác về các mục đích sau. Sự đồng ý trước đây của Quý khách cho các mục đích này không còn được áp dụng:',
    choose:
      'Quý khách có thể đăng nhập và đồng ý lại nếu muốn. Nếu Quý khách không làm gì, CloudFly coi như Quý khách chưa đồng ý.',
    kept: 'Những gì Quý khách đã từ chối vẫn được giữ nguyên.',
    use: 'Việc Quý khách tiếp tục thao tác trong tài khoản sau thông báo này được ghi nhận là đồng ý với phiên bản mới, nhưng không phải là đồng ý nhận quảng cáo. Xem chính sách, từ chối thư, thực hiện quyền của mình hoặc đóng tài khoản không bị coi là đồng ý.',
  },
  en: {
    subject: 'CloudFly’s privacy policy changes',
    heading: 'The privacy policy changes',
    from: (version: number, at: string) =>
      `CloudFly’s privacy policy has a new version (version ${version}), in force from ${at}.`,
    read: 'Read the new version and what changes',
    stale:
      'The new version says otherwise about the following purposes. What you agreed to for them before does not count any more:',
    choose: 'You can sign in and agree again if you wish. If you do nothing, it counts as not agreed.',
    kept: 'What you have refused stays refused.',
    use: 'If you go on making changes in your account after this notice, that is recorded as agreement to the new version, but never as agreement to advertising. Reading the policy, refusing mail, using your rights or closing the account is not taken for agreement.',
  },
};
