import type { Language } from '../../domain/viewer.ts';
import { Greeting, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/** Tells the owner of a verified address that somebody tried to register with it (P3.5). Says nothing about who, and asks for nothing. */
export const addressTaken: Template<'ADDRESS_TAKEN'> = (language) => {
  const words = wording[language];
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        {words.paragraphs.map((paragraph) => (
          <Paragraph key={paragraph}>{paragraph}</Paragraph>
        ))}
      </>
    ),
  };
};

const wording: Readonly<
  Record<Language, { subject: string; preheader: string; heading: string; paragraphs: readonly string[] }>
> = {
  vi: {
    subject: 'Có người đăng ký CloudFly bằng địa chỉ email của Quý khách',
    preheader: 'Tài khoản của Quý khách không có gì thay đổi.',
    heading: 'Địa chỉ email của Quý khách vừa được dùng để đăng ký',
    paragraphs: [
      'Có người vừa đăng ký một tài khoản CloudFly mới bằng địa chỉ email này. Địa chỉ này đã được xác nhận cho tài khoản của Quý khách, vì vậy sẽ không được xác nhận cho tài khoản kia. Tài khoản và thông tin của Quý khách không thay đổi, và người đăng ký không được cho biết rằng địa chỉ này đã có chủ.',
      'Nếu chính Quý khách đã đăng ký: không cần tài khoản thứ hai, xin đăng nhập bằng tài khoản hiện có.',
      'Nếu không phải Quý khách: không cần làm gì cả. Dù có bao nhiêu lần thử, mỗi ngày chúng tôi chỉ báo một lần.',
    ],
  },
  en: {
    subject: 'Somebody registered at CloudFly with your email address',
    preheader: 'Nothing has changed in your account.',
    heading: 'Your email address was used to register',
    paragraphs: [
      'Somebody has just registered a new CloudFly account with this email address. The address is already confirmed for your account, so it will not be confirmed for the other one. Your account and your details have not changed, and whoever registered was not told that the address has an owner.',
      'If it was you: you do not need a second account; please sign in to the one you have.',
      'If it was not you: there is nothing you need to do. However many attempts there are, we tell you once a day at most.',
    ],
  },
};
