import { law } from '../../domain/law.ts';
import { Facts, Greeting, Paragraph } from './parts.tsx';
import { RefusedAttachments } from './refused-attachments.tsx';
import type { Template } from './template.ts';

/** What a customer is told of a mail that became a request: by what to name it, when it is answered, and what was not kept (P2.2). */
export const requestReceived: Template<'REQUEST_RECEIVED'> = (language, request) => {
  const { reference, refused, isUnproven } = request;
  const words = wording[language];
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.received}</Paragraph>
        <Facts facts={[[words.reference, reference]]} />
        <Paragraph>{words.answered}</Paragraph>
        {isUnproven && <Paragraph>{words.unproven}</Paragraph>}
        <RefusedAttachments language={language} refused={refused} isUnproven={isUnproven ?? false} />
        <Paragraph>{words.automatic}</Paragraph>
      </>
    ),
  };
};

const days = String(law.firstAnswer.workingDays);

const wording = {
  vi: {
    subject: 'CloudFly đã nhận thư của Quý khách',
    preheader: 'Thư đã được lập thành yêu cầu hỗ trợ.',
    heading: 'Đã nhận thư của Quý khách',
    received:
      'CloudFly đã nhận một thư gửi từ địa chỉ đã đăng ký của Quý khách và đã lập thành yêu cầu hỗ trợ.',
    reference: 'Mã yêu cầu',
    answered: `CloudFly sẽ trả lời Quý khách chậm nhất trong ${days} ngày làm việc.`,
    unproven:
      'Không có gì chứng minh rằng thư đó do chính Quý khách gửi, nên CloudFly không làm gì theo lời thư. Nếu là của Quý khách, xin đăng nhập và gửi lại yêu cầu tại trang tài khoản. Nếu không phải, Quý khách không cần làm gì.',
    automatic: 'Đây là thư trả lời tự động; chưa có nhân viên nào đọc thư của Quý khách.',
  },
  en: {
    subject: 'CloudFly has received your mail',
    preheader: 'It has become a support request.',
    heading: 'Your mail was received',
    received: 'CloudFly has received a mail from your registered address, and made it a support request.',
    reference: 'Request',
    answered: `CloudFly will answer you within ${days} working days.`,
    unproven:
      'Nothing proves that the mail came from you, so CloudFly does nothing on its word. If it is yours, please sign in and send the request again on your account’s page. If it is not, you need not do anything.',
    automatic: 'This is an automatic answer; no employee has read your mail yet.',
  },
};
