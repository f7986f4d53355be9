import { instantText } from '../formats.ts';
import { Action, Facts, Greeting, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/** Tells the old address that another is to take its place, and how to stop it (P3.5). The new address is not in it. */
export const emailChangeNotice: Template<'EMAIL_CHANGE_NOTICE'> = (language, { link, switchesAt }) => {
  const words = wording[language];
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.asked}</Paragraph>
        <Facts facts={[[words.at, instantText(switchesAt, language)]]} />
        <Paragraph>{words.choose}</Paragraph>
        <Action language={language} label={words.open} link={link} />
        <Paragraph>{words.notYou}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'Yêu cầu thay đổi địa chỉ email tài khoản CloudFly',
    preheader: 'Nếu không phải Quý khách yêu cầu, hãy dừng lại ngay.',
    heading: 'Địa chỉ email của tài khoản sắp được thay đổi',
    asked: 'Có yêu cầu thay địa chỉ email này bằng một địa chỉ khác cho tài khoản CloudFly của Quý khách.',
    at: 'Tự động thay đổi lúc',
    choose: 'Quý khách có thể mở trang dưới đây để xác nhận thay đổi ngay, hoặc để dừng lại.',
    open: 'Xác nhận hoặc dừng thay đổi',
    notYou:
      'Nếu không phải Quý khách yêu cầu, hãy dừng thay đổi trước thời điểm trên, đổi mật khẩu và liên hệ bộ phận hỗ trợ của CloudFly. Vui lòng không chuyển tiếp thư này cho người khác.',
  },
  en: {
    subject: 'A change of your CloudFly account’s email address',
    preheader: 'If you did not ask for it, stop it now.',
    heading: 'The email address of your account is about to change',
    asked: 'Somebody asked to replace this email address of your CloudFly account by another.',
    at: 'It changes by itself at',
    choose: 'On the page below you can confirm the change at once, or stop it.',
    open: 'Confirm or stop the change',
    notYou:
      'If you did not ask for it, stop the change before then, change your password and contact CloudFly support. Please do not forward this mail to anybody.',
  },
};
