import { disclosurePurposeNames } from '../disclosure-purpose-names.ts';
import { fieldNames } from '../field-names.ts';
import { instantText } from '../formats.ts';
import { Facts, Greeting, List, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/** Tells which information was given to whom, for what, and on what basis (P1.6, P6.5). */
export const disclosureNotice: Template<'DISCLOSURE_NOTICE'> = (language, disclosure) => {
  const { recipient, basis, purpose, fields, disclosedAt } = disclosure;
  const words = wording[language];
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.given}</Paragraph>
        <List items={fields.map((field) => fieldNames[field][language])} />
        <Facts
          facts={[
            [words.recipient, recipient],
            [words.purpose, disclosurePurposeNames[purpose][language]],
            [words.basis, basis],
            [words.at, instantText(disclosedAt, language)],
          ]}
        />
        <Paragraph>{words.only}</Paragraph>
        <Paragraph>{words.rights}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'CloudFly đã cung cấp thông tin của Quý khách cho bên khác',
    preheader: 'Bên nhận, mục đích, căn cứ và thông tin được cung cấp có trong thư này.',
    heading: 'Thông báo về việc cung cấp thông tin',
    given:
      'CloudFly thông báo: những thông tin sau của Quý khách đã được cung cấp cho bên nhận nêu dưới đây.',
    recipient: 'Bên nhận',
    purpose: 'Mục đích',
    basis: 'Căn cứ',
    at: 'Thời điểm',
    only: 'Không có thông tin nào khác được cung cấp. CloudFly không mua bán thông tin cá nhân.',
    rights:
      'Quý khách có thể xem toàn bộ lịch sử truy cập và cung cấp thông tin sau khi đăng nhập. Nếu có câu hỏi hoặc khiếu nại, xin liên hệ bộ phận hỗ trợ của CloudFly.',
  },
  en: {
    subject: 'CloudFly has disclosed information about you',
    preheader: 'To whom, for what, on what basis and which information: it is in this mail.',
    heading: 'A disclosure of your information',
    given: 'The following information about you was given to the recipient named below.',
    recipient: 'Recipient',
    purpose: 'Purpose',
    basis: 'Basis',
    at: 'Given at',
    only: 'Nothing else was given. CloudFly does not buy or sell personal information.',
    rights:
      'When signed in, you can see everybody who read or received your information. If you have questions or a complaint, please contact CloudFly support.',
  },
};
