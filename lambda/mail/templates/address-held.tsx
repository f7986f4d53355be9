import { instantText } from '../formats.ts';
import { Facts, Greeting, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/**
 * Tells the customer that requests from the address are stopped (P3.6), why in general, and how to reach CloudFly. Nothing of the account is in
 * it, nor what was noticed: whoever reads the mailbox need not be the customer.
 */
export const addressHeld: Template<'ADDRESS_HELD'> = (language, { heldAt }) => {
  const { since, paragraphs, ...words } = wording[language];
  const [stopped, ...others] = paragraphs;
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{stopped}</Paragraph>
        <Facts facts={[[since, instantText(heldAt, language)]]} />
        {others.map((paragraph) => (
          <Paragraph key={paragraph}>{paragraph}</Paragraph>
        ))}
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'CloudFly tạm dừng xử lý yêu cầu từ địa chỉ email của Quý khách',
    preheader: 'Xin Quý khách liên hệ với CloudFly để xác nhận.',
    heading: 'Yêu cầu từ địa chỉ email này đang tạm dừng',
    since: 'Tạm dừng từ',
    paragraphs: [
      'Để bảo vệ tài khoản của Quý khách, CloudFly tạm dừng thực hiện những yêu cầu gửi từ địa chỉ email này, vì có dấu hiệu gian lận hoặc thông tin bất thường. Việc tạm dừng kéo dài cho đến khi chúng tôi liên hệ được với Quý khách và Quý khách xác nhận.',
      'Chúng tôi sẽ tìm cách liên hệ với Quý khách. Quý khách cũng có thể gọi hoặc đến CloudFly theo thông tin ở cuối thư này, hoặc đăng nhập CloudFly và gửi yêu cầu hỗ trợ.',
      'Thư gửi từ địa chỉ này vẫn được giữ lại đầy đủ và sẽ được xem xét sau khi Quý khách xác nhận. Việc từ chối nhận email vẫn được thực hiện ngay.',
      'Nếu nghi có người khác sử dụng hộp thư của mình, xin Quý khách đổi mật khẩu hộp thư và mật khẩu CloudFly.',
    ],
  },
  en: {
    subject: 'CloudFly has stopped requests from your email address for now',
    preheader: 'Please get in touch with CloudFly to confirm.',
    heading: 'Requests from this email address are stopped for now',
    since: 'Stopped since',
    paragraphs: [
      'To protect your account, CloudFly has stopped acting on requests that come from this email address, because there were signs of fraud or unusual information. It lasts until we have reached you and you have confirmed.',
      'We will try to reach you. You can also call or visit CloudFly, as the end of this mail says, or sign in to CloudFly and open a support request.',
      'Mail from this address is kept in full, and is looked at after you have confirmed. Refusing emails works at once, as always.',
      'If you think that somebody else uses your mailbox, please change its password, and that of your CloudFly account.',
    ],
  },
};
