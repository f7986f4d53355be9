import { Facts, Greeting, Paragraph, Quoted } from './parts.tsx';
import type { Template } from './template.ts';

/** The answer to a request of the customer's own: it cannot be refused (P2.6). */
export const requestAnswer: Template<'REQUEST_ANSWER'> = (language, { reference, answer }) => {
  const words = wording[language];
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.answers}</Paragraph>
        <Facts facts={[[words.reference, reference]]} />
        <Quoted words={answer} />
        <Paragraph>{words.more}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'CloudFly trả lời yêu cầu của Quý khách',
    preheader: 'Nội dung trả lời có trong thư này.',
    heading: 'Trả lời yêu cầu của Quý khách',
    answers: 'CloudFly xin trả lời yêu cầu của Quý khách như sau.',
    reference: 'Mã yêu cầu',
    more: 'Nếu chưa đồng ý với câu trả lời, xin Quý khách liên hệ bộ phận hỗ trợ của CloudFly và nêu mã yêu cầu.',
  },
  en: {
    subject: 'CloudFly’s answer to your request',
    preheader: 'The answer is in this mail.',
    heading: 'The answer to your request',
    answers: 'This is CloudFly’s answer to your request.',
    reference: 'Request',
    more: 'If you do not agree with the answer, please contact CloudFly support and name the request.',
  },
};
