import { isMarketing } from '../../domain/purposes.ts';
import type { Language } from '../../domain/viewer.ts';
import type { Frame } from '../frame.ts';
import { purposeNames } from '../purpose-names.ts';
import { blue, small } from './styles.ts';

const line = { ...small, margin: '0 0 8px' };

/** Why the reader gets the mail, how to refuse it, and who sends it (D91 19-20). */
export function Footer({ language, frame }: { language: Language; frame: Frame }) {
  const { refusing, reference, sender } = frame;
  const words = wording[language];
  const name = refusing && purposeNames[refusing.purpose][language];
  return (
    <>
      {refusing === undefined || name === undefined ? (
        <p style={line}>{reference === undefined ? words.duty : words.request}</p>
      ) : (
        <>
          <p style={line}>{isMarketing(refusing.purpose) ? words.agreed(name) : words.served(name)}</p>
          <p style={{ ...line, margin: '0 0 4px' }}>{words.refuse}</p>
          <p style={{ ...line, margin: '0 0 4px' }}>
            <a href={refusing.page} style={{ color: blue }}>
              {words.refuseThis(name)}
            </a>
          </p>
          <p style={line}>
            <a href={refusing.pageOfAll} style={{ color: blue }}>
              {words.refuseAll}
            </a>
          </p>
        </>
      )}
      <p style={line}>{reference === undefined ? words.automatic : words.answer}</p>
      <p style={{ ...small, margin: 0 }}>{`${words.sender}: ${sender.map(unbroken).join(' · ')}`}</p>
    </>
  );
}

/** A phone number stays on one line. */
const unbroken = (part: string): string => part.replaceAll(/(?<=\d) (?=\d)/g, '\u00a0');

const wording = {
  vi: {
    duty: 'Đây là thông báo về tài khoản, không phải quảng cáo, nên được gửi không phụ thuộc vào các lựa chọn nhận thư của Quý khách.',
    request:
      'Đây là thư về một yêu cầu đã gửi đến CloudFly, không phải quảng cáo, nên được gửi không phụ thuộc vào các lựa chọn nhận thư của Quý khách.',
    agreed: (name: string) => `Quý khách nhận thư này vì đã đồng ý nhận thư của CloudFly về: ${name}.`,
    served: (name: string) =>
      `Quý khách nhận thư này vì đang sử dụng dịch vụ của CloudFly. Mục đích của thư: ${name}.`,
    refuse: 'Quý khách có thể từ chối bất cứ lúc nào, không cần đăng nhập; việc từ chối có hiệu lực ngay:',
    refuseThis: (name: string) => `Từ chối thư về: ${name}`,
    refuseAll: 'Từ chối mọi thư có thể từ chối',
    automatic: 'Thư do CloudFly gửi tự động; vui lòng không trả lời thư này.',
    answer: 'Quý khách có thể trả lời thư này; xin giữ nguyên mã yêu cầu trong tiêu đề.',
    sender: 'Bên gửi',
  },
  en: {
    duty: 'It is a notice about an account, not advertising, and is therefore sent whatever mail you have chosen to receive.',
    request:
      'It is about a request that was sent to CloudFly, not advertising, and is therefore sent whatever mail you have chosen to receive.',
    agreed: (name: string) => `You get this mail because you agreed to mail from CloudFly for: ${name}.`,
    served: (name: string) =>
      `You get this mail because you use CloudFly’s services. What it is sent for: ${name}.`,
    refuse: 'You can refuse at any time, without signing in; it takes effect at once:',
    refuseThis: (name: string) => `Refuse mail for: ${name}`,
    refuseAll: 'Refuse all mail that can be refused',
    automatic: 'CloudFly sends this mail automatically; please do not reply to it.',
    answer: 'You can answer this mail; please leave the reference in its subject.',
    sender: 'Sender',
  },
};
