import { instantText } from '../formats.ts';
import { Facts, Greeting, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/** Tells that the term of a service ends (P2.3). It asks for nothing and offers nothing. */
export const serviceExtension: Template<'SERVICE_EXTENSION'> = (language, term) => {
  const { service, product, expiresAt, days } = term;
  const words = wording[language];
  return {
    ...words,
    preheader: words.left(days),
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.ends}</Paragraph>
        <Facts
          facts={[
            [words.service, service],
            [words.product, product],
            [words.at, instantText(expiresAt, language)],
            [words.remaining, words.left(days)],
          ]}
        />
        <Paragraph>{words.extend}</Paragraph>
        <Paragraph>{words.done}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'Dịch vụ của Quý khách tại CloudFly sắp hết hạn',
    heading: 'Dịch vụ sắp hết hạn',
    ends: 'Dịch vụ sau của Quý khách sắp hết hạn.',
    service: 'Dịch vụ',
    product: 'Loại dịch vụ',
    at: 'Hết hạn lúc',
    remaining: 'Thời gian còn lại',
    left: (days: number) => `còn ${days} ngày`,
    extend: 'Để tiếp tục sử dụng, Quý khách vui lòng đăng nhập CloudFly và gia hạn trước thời điểm trên.',
    done: 'Nếu Quý khách đã gia hạn hoặc không còn nhu cầu, xin bỏ qua thư này.',
  },
  en: {
    subject: 'Your service at CloudFly ends soon',
    heading: 'A service of yours ends soon',
    ends: 'The term of the following service ends soon.',
    service: 'Service',
    product: 'Product',
    at: 'Ends at',
    remaining: 'Time left',
    left: (days: number) => (days === 1 ? '1 day' : `${days} days`),
    extend: 'To keep using it, please sign in to CloudFly and extend it before then.',
    done: 'If you have extended it, or do not need it any more, please ignore this mail.',
  },
};
