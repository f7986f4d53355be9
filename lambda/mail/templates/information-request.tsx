import { fieldNames } from '../field-names.ts';
import { instantText } from '../formats.ts';
import { Action, Facts, Greeting, List, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/** Asks for what a request of the customer's own needs, and for nothing else (P1.5). */
export const informationRequest: Template<'INFORMATION_REQUEST'> = (language, request) => {
  const { link, reference, fields, until } = request;
  const words = wording[language];
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.needs}</Paragraph>
        <List items={fields.map((field) => fieldNames[field][language])} />
        <Facts
          facts={[
            [words.reference, reference],
            [words.until, instantText(until, language)],
          ]}
        />
        <Paragraph>{words.how}</Paragraph>
        <Action language={language} label={words.open} link={link} />
        <Paragraph>{words.never}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'CloudFly cần thêm thông tin để xử lý yêu cầu của Quý khách',
    preheader: 'Chỉ cần những thông tin được nêu trong thư.',
    heading: 'Cần bổ sung thông tin',
    needs: 'Để xử lý yêu cầu của Quý khách, CloudFly cần thêm những thông tin sau:',
    reference: 'Mã yêu cầu',
    until: 'Hạn bổ sung',
    how: 'Quý khách vui lòng cung cấp tại trang dưới đây, hoặc sau khi đăng nhập. CloudFly chỉ nhận đúng những thông tin này.',
    open: 'Bổ sung thông tin',
    never:
      'Vui lòng không gửi thông tin cá nhân bằng cách trả lời thư, và không chuyển tiếp thư này. CloudFly không bao giờ hỏi mật khẩu hoặc số thẻ của Quý khách.',
  },
  en: {
    subject: 'CloudFly needs more information for your request',
    preheader: 'Only what is named in this mail is needed.',
    heading: 'More information is needed',
    needs: 'To work on your request, CloudFly needs the following information:',
    reference: 'Request',
    until: 'Needed by',
    how: 'Please give it on the page below, or when signed in. Nothing but this information is taken.',
    open: 'Give the information',
    never:
      'Please do not send personal information by answering this mail, and do not forward it. CloudFly never asks for your password or card number.',
  },
};
