import { dayText } from '../formats.ts';
import { Facts, Greeting, Paragraph, Quoted } from './parts.tsx';
import type { Template } from './template.ts';

/** The answer to a request of the reader's own: it cannot be refused (P2.6). Who is no customer is told how long it is kept (P1.4). */
export const requestAnswer: Template<'REQUEST_ANSWER'> = (language, request, frame) => {
  const { reference, answer, keptUntil } = request;
  const words = wording[language];
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.answers}</Paragraph>
        <Facts facts={[[words.reference, reference]]} />
        <Quoted language={language} words={answer} frame={frame} />
        <Paragraph>{words.more}</Paragraph>
        {keptUntil !== undefined && <Paragraph>{words.kept(dayText(keptUntil, language))}</Paragraph>}
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
    more: 'Nếu chưa đồng ý với câu trả lời, xin Quý khách trả lời thư này, hoặc liên hệ bộ phận hỗ trợ của CloudFly và nêu mã yêu cầu.',
    kept: (day: string) =>
      `Thư của Quý khách và câu trả lời này được lưu mã hóa, chậm nhất đến ngày ${day} thì bị xóa. Muốn xóa sớm hơn, xin trả lời thư này và nói rõ như vậy.`,
  },
  en: {
    subject: 'CloudFly’s answer to your request',
    preheader: 'The answer is in this mail.',
    heading: 'The answer to your request',
    answers: 'This is CloudFly’s answer to your request.',
    reference: 'Request',
    more: 'If you do not agree with the answer, please answer this mail, or contact CloudFly support and name the request.',
    kept: (day: string) =>
      `What you wrote and this answer are kept encrypted, and removed on ${day} at the latest. To have them removed earlier, answer this mail and say so.`,
  },
};
