import type { CSSProperties } from 'react';
import { Greeting, Paragraph } from './parts.tsx';
import { apart, text } from './styles.ts';
import type { Template } from './template.ts';

const large: CSSProperties = {
  ...text,
  margin: '0 0 10px',
  fontSize: 28,
  lineHeight: '36px',
  fontWeight: 700,
  letterSpacing: 4,
};

/** The code of one sign-in. It stands neither in the subject nor in the preheader: those show on a locked screen. */
export const signInCode: Template<'SIGN_IN_CODE'> = (language, { code, minutes }) => {
  const words = wording[language];
  return {
    ...words,
    preheader: words.lasts(minutes),
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.enter}</Paragraph>
        <div style={apart}>
          <p style={large}>{code}</p>
        </div>
        <Paragraph>{words.lasts(minutes)}</Paragraph>
        <Paragraph>{words.notYou}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'Mã đăng nhập CloudFly của Quý khách',
    heading: 'Mã đăng nhập',
    enter: 'Quý khách vui lòng nhập mã sau để tiếp tục đăng nhập CloudFly:',
    lasts: (minutes: number) => `Mã có hiệu lực trong ${minutes} phút và chỉ dùng được một lần.`,
    notYou:
      'CloudFly không bao giờ hỏi mã này qua điện thoại, tin nhắn hay email; xin đừng cho ai biết. Nếu không phải Quý khách đăng nhập, xin bỏ qua thư này và đổi mật khẩu.',
  },
  en: {
    subject: 'Your CloudFly sign-in code',
    heading: 'Sign-in code',
    enter: 'To go on signing in to CloudFly, enter this code:',
    lasts: (minutes: number) =>
      `It works for ${minutes === 1 ? '1 minute' : `${minutes} minutes`} and can be used once.`,
    notYou:
      'CloudFly never asks for this code by phone, message or email; please give it to nobody. If you are not signing in, ignore this mail and change your password.',
  },
};
