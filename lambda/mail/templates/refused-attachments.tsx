import { limits } from '../../declared/limits.ts';
import type { MailVariables } from '../../domain/mail/templates.ts';
import type { Language } from '../../domain/viewer.ts';
import { List, Paragraph } from './parts.tsx';

type Refused = MailVariables['REQUEST_RECEIVED']['refused'];

/** Which attachments of the reader's mail were not kept, and why: how many for each cause, and no name. A mail that proves nothing is not asked for again. */
export function RefusedAttachments(props: { language: Language; refused: Refused; isUnproven?: boolean }) {
  const { language, refused, isUnproven = false } = props;
  if (refused.length === 0) return null;
  const words = wording[language];
  return (
    <>
      <Paragraph>{words.refused}</Paragraph>
      <List items={refused.map(({ code, count }) => `${words.files(count)}: ${words[code]}`)} />
      <Paragraph>{isUnproven ? words.tell : words.again}</Paragraph>
    </>
  );
}

const mebibytes = String(limits.attachmentBytes / 1024 / 1024);
const mailMebibytes = String(limits.inboundBytes / 1024 / 1024);
const most = String(limits.attachments);

const allowed = {
  vi: `mỗi tệp tối đa ${mebibytes} MB, cả thư tối đa ${mailMebibytes} MB`,
  en: `at most ${mebibytes} MB a file and ${mailMebibytes} MB a mail`,
};

const wording = {
  vi: {
    refused: 'Những tệp đính kèm sau không được lưu:',
    files: (count: number) => `${count} tệp`,
    EXECUTABLE: 'là chương trình hoặc mã lệnh.',
    TOO_LARGE: `lớn hơn ${mebibytes} MB.`,
    TOO_MANY: `quá ${most} tệp trong một thư.`,
    CUT: `nằm trong thư lớn hơn ${mailMebibytes} MB, phần này không được đọc.`,
    VIRUS: 'đến cùng một thư có mã độc.',
    again: `Nếu những tệp đó cần thiết, xin Quý khách trả lời thư này và gửi lại ở dạng khác: ${allowed.vi}.`,
    tell: `Nếu là của Quý khách và cần thiết, xin nêu điều đó khi gửi yêu cầu tại trang tài khoản. CloudFly nhận ${allowed.vi}.`,
  },
  en: {
    refused: 'These attachments were not kept:',
    files: (count: number) => (count === 1 ? '1 file' : `${count} files`),
    EXECUTABLE: 'a program or a script.',
    TOO_LARGE: `larger than ${mebibytes} MB.`,
    TOO_MANY: `more than ${most} files in one mail.`,
    CUT: `in the part of a mail larger than ${mailMebibytes} MB that was not read.`,
    VIRUS: 'came with a mail that has a virus.',
    again: `If they are needed, please answer this mail and send them in another form: ${allowed.en}.`,
    tell: `If they are yours and needed, please say so in the request on your account’s page. CloudFly takes ${allowed.en}.`,
  },
};
