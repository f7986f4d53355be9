import { Action, Greeting, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/**
 * Asks whoever reads the address to confirm it. Says nothing that the registration said, not even the name: whoever registers with
 * another's address would have CloudFly write their words to a stranger.
 */
export const emailVerification: Template<'EMAIL_VERIFICATION'> = (language, { link, hours, occasion }) => {
  const words = {
    ...(language === 'vi' ? vietnamese(hours) : english(hours)),
    ...occasions[occasion ?? 'REGISTRATION'][language],
  };
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
  button: 'Mở trang xác nhận',
  lasts: `Liên kết có hiệu lực trong ${hours} giờ và chỉ dùng được một lần.`,
});

const english = (hours: number) => ({
  subject: 'Confirm your email address for CloudFly',
  preheader: `Please confirm it within ${hours} hours.`,
  heading: 'Confirm your email address',
  button: 'Open the confirmation page',
  lasts: `The link works for ${hours} hours and can be used once.`,
});

/** What the mail is about, and what to do when one asked for nothing of the kind. */
const occasions = {
  REGISTRATION: {
    vi: {
      ask: 'Địa chỉ email này vừa được dùng để đăng ký tài khoản CloudFly. Nếu đó là Quý khách, vui lòng mở trang dưới đây và bấm nút xác nhận.',
      notYou:
        'Nếu Quý khách không đăng ký, xin bỏ qua thư này: địa chỉ sẽ không được xác nhận. Vui lòng không chuyển tiếp thư cho người khác.',
    },
    en: {
      ask: 'This email address has just been used to register a CloudFly account. If that was you, please open the page below and press the button on it to confirm.',
      notYou:
        'If you did not register, please ignore this mail: the address will not be confirmed. Please do not forward it to anybody.',
    },
  },
  CHANGE: {
    vi: {
      ask: 'Có yêu cầu dùng địa chỉ email này làm địa chỉ mới của một tài khoản CloudFly. Nếu đó là Quý khách, vui lòng mở trang dưới đây và bấm nút xác nhận.',
      notYou:
        'Nếu Quý khách không yêu cầu, xin bỏ qua thư này: địa chỉ sẽ không được dùng. Vui lòng không chuyển tiếp thư cho người khác.',
    },
    en: {
      ask: 'This email address is to become the new address of a CloudFly account. If you asked for that, please open the page below and press the button on it to confirm.',
      notYou:
        'If you did not ask for it, please ignore this mail: the address will not be used. Please do not forward it to anybody.',
    },
  },
  REMINDER: {
    vi: {
      ask: 'Đã hơn một năm kể từ khi Quý khách xác nhận địa chỉ email này cho tài khoản CloudFly. Nếu Quý khách vẫn dùng địa chỉ này, vui lòng mở trang dưới đây và bấm nút xác nhận. Nếu không, vui lòng đăng nhập CloudFly và đổi sang địa chỉ khác.',
      notYou:
        'Nếu Quý khách không có tài khoản CloudFly, xin bỏ qua thư này. Vui lòng không chuyển tiếp thư cho người khác.',
    },
    en: {
      ask: 'It is more than a year since you confirmed this email address for your CloudFly account. If you still use it, please open the page below and press the button on it to confirm. If not, please sign in to CloudFly and change to another address.',
      notYou:
        'If you have no CloudFly account, please ignore this mail. Please do not forward it to anybody.',
    },
  },
} as const;
