import { law } from '../../domain/law.ts';
import { dayText } from '../formats.ts';
import { Facts, Greeting, Paragraph } from './parts.tsx';
import { RefusedAttachments } from './refused-attachments.tsx';
import type { Template } from './template.ts';

/** What somebody who wrote without being a customer is told of what is kept of them, for how long, and how it is removed (P1.4; L91 9). */
export const correspondentNotice: Template<'CORRESPONDENT_NOTICE'> = (language, notice) => {
  const { reference, refused, keptUntil } = notice;
  const words = wording[language];
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.received}</Paragraph>
        <Facts
          facts={[
            [words.reference, reference],
            [words.keptUntil, dayText(keptUntil, language)],
          ]}
        />
        <RefusedAttachments language={language} refused={refused} />
        <Paragraph>{words.kept}</Paragraph>
        <Paragraph>{words.removal}</Paragraph>
        <Paragraph>{words.account}</Paragraph>
        <Paragraph>{words.automatic}</Paragraph>
      </>
    ),
  };
};

const days = String(law.firstAnswer.workingDays);

const wording = {
  vi: {
    subject: 'CloudFly đã nhận thư và lưu thông tin của Quý khách',
    preheader: 'Thông tin nào được lưu, đến khi nào, và cách yêu cầu xóa.',
    heading: 'Đã nhận thư của Quý khách',
    received: `CloudFly đã nhận thư của Quý khách và sẽ trả lời chậm nhất trong ${days} ngày làm việc.`,
    reference: 'Mã yêu cầu',
    keptUntil: 'Lưu đến ngày',
    kept: 'CloudFly lưu nội dung thư, tệp đính kèm, tên và địa chỉ email của Quý khách, chỉ để trả lời thư này. Thông tin được lưu mã hóa, không chuyển cho bên thứ ba, và bị xóa khi hết thời hạn nêu trên.',
    removal: 'Muốn xem hoặc xóa sớm hơn, xin Quý khách trả lời thư này và nói rõ như vậy.',
    account:
      'Yêu cầu về tài khoản của một khách hàng chỉ được nhận từ địa chỉ đã đăng ký của tài khoản đó, hoặc sau khi đăng nhập.',
    automatic: 'Đây là thư trả lời tự động; chưa có nhân viên nào đọc thư của Quý khách.',
  },
  en: {
    subject: 'CloudFly has received your mail, and what it keeps of you',
    preheader: 'What is kept, until when, and how to have it removed.',
    heading: 'Your mail was received',
    received: `CloudFly has received your mail, and will answer within ${days} working days.`,
    reference: 'Request',
    keptUntil: 'Kept until',
    kept: 'CloudFly keeps what you wrote, its attachments, your name and your address, to answer this mail and for nothing else. It is kept encrypted, given to no third party, and removed when that time is over.',
    removal: 'To see it or have it removed earlier, please answer this mail and say so.',
    account:
      'Requests about a customer’s account are taken only from the address registered for it, or when signed in.',
    automatic: 'This is an automatic answer; no employee has read your mail yet.',
  },
};
