import { Action, Greeting, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/**
 * Asks whoever reads the address to confirm it. Says nothing that the registration said, not even the name: whoever registers with
 * another's address would have CloudFly write their words to a stranger.
 */
export const emailVerification: Template<'EMAIL_VERIFICATION'> = (language, { link, hours }) => {
  const words = language === 'vi' ? vietnamese(hours) : english(hours);
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.ask}</Paragraph>
        <Action language={language} label={words.button} link={link} />
        <Paragraph>{words.lasts}</Paragraph>
        <Paragraph>{words.notYou}</Paragraph>
      </>
    ),
  };
};

const vietnamese = (hours: number) => ({
  subject: 'Xác nhận địa chỉ email của Quý khách tại CloudFly',
  preheader: `Vui lòng xác nhận trong vòng ${hours} giờ.`,
  heading: 'Xác nhận địa chỉ email',
  ask: 'Địa chỉ email này vừa được dùng để đăng ký tài khoản CloudFly. Nếu đó là Quý khách, vui lòng mở trang dưới đây và bấm nút xác nhận.',
  button: 'Mở trang xác nhận',
  lasts: `Liên kết có hiệu lực trong ${hours} giờ và chỉ dùng được một lần.`,
  notYou:
    'Nếu Quý khách không đăng ký, xin bỏ qua thư này: địa chỉ sẽ không được xác nhận. Vui lòng không chuyển tiếp thư cho người khác.',
});

const english = (hours: number) => ({
  subject: 'Confirm your email address for CloudFly',
  preheader: `Please confirm it within ${hours} hours.`,
  heading: 'Confirm your email address',
  ask: 'This email address has just been used to register a CloudFly account. If that was you, please open the page below and press the button on it to confirm.',
  button: 'Open the confirmation page',
  lasts: `The link works for ${hours} hours and can be used once.`,
  notYou:
    'If you did not register, please ignore this mail: the address will not be confirmed. Please do not forward it to anybody.',
});
