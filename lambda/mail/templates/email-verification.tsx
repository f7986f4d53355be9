import { Action, Layout, Paragraph } from './layout.tsx';
import type { Template } from './template.ts';

/**
 * Asks whoever reads the address to confirm it. Says nothing that the registration said, not even the name: whoever registers with
 * another's address would have CloudFly write their words to a stranger.
 */
export const emailVerification: Template<'EMAIL_VERIFICATION'> = (language, { link, hours }) => {
  const words = language === 'vi' ? vietnamese(hours) : english(hours);
  return {
    subject: words.subject,
    body: (
      <Layout language={language} {...words}>
        <Paragraph>{words.greeting}</Paragraph>
        <Paragraph>{words.ask}</Paragraph>
        <Action label={words.button} link={link} otherwise={words.otherwise} />
        <Paragraph>{words.lasts}</Paragraph>
        <Paragraph>{words.notYou}</Paragraph>
      </Layout>
    ),
  };
};

const vietnamese = (hours: number) => ({
  subject: 'Xác nhận địa chỉ email của Quý khách tại CloudFly',
  preheader: `Vui lòng xác nhận trong vòng ${hours} giờ.`,
  heading: 'Xác nhận địa chỉ email',
  greeting: 'Kính chào Quý khách,',
  ask: 'Địa chỉ email này vừa được dùng để đăng ký tài khoản CloudFly. Nếu đó là Quý khách, vui lòng mở trang dưới đây và bấm nút xác nhận.',
  button: 'Mở trang xác nhận',
  otherwise: 'Nếu nút không hoạt động, vui lòng sao chép liên kết này vào trình duyệt:',
  lasts: `Liên kết có hiệu lực trong ${hours} giờ và chỉ dùng được một lần.`,
  notYou:
    'Nếu Quý khách không đăng ký, xin bỏ qua thư này: địa chỉ sẽ không được xác nhận. Vui lòng không chuyển tiếp thư cho người khác.',
});

const english = (hours: number) => ({
  subject: 'Confirm your email address for CloudFly',
  preheader: `Please confirm it within ${hours} hours.`,
  heading: 'Confirm your email address',
  greeting: 'Hello,',
  ask: 'This email address has just been used to register a CloudFly account. If that was you, please open the page below and press the button on it to confirm.',
  button: 'Open the confirmation page',
  otherwise: 'If the button does not work, copy this link into your browser:',
  lasts: `The link works for ${hours} hours and can be used once.`,
  notYou:
    'If you did not register, please ignore this mail: the address will not be confirmed. Please do not forward it to anybody.',
});
