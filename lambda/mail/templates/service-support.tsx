import { Facts, Greeting, Paragraph, Quoted } from './parts.tsx';
import type { Template } from './template.ts';

/** A word of support about a service, beside the answers to the customer's own open requests (P2.2). */
export const serviceSupport: Template<'SERVICE_SUPPORT'> = (language, support, frame) => {
  const { reference, service, message } = support;
  const words = wording[language];
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.writes}</Paragraph>
        <Facts
          facts={[
            [words.reference, reference],
            [words.service, service],
          ]}
        />
        <Quoted language={language} words={message} frame={frame} />
        <Paragraph>{words.more}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'Hỗ trợ dịch vụ từ CloudFly',
    preheader: 'Bộ phận hỗ trợ gửi thông tin đến Quý khách.',
    heading: 'Hỗ trợ dịch vụ',
    writes: 'Bộ phận hỗ trợ của CloudFly xin gửi Quý khách thông tin sau.',
    reference: 'Mã hỗ trợ',
    service: 'Dịch vụ',
    more: 'Nếu cần hỗ trợ thêm, xin Quý khách gửi yêu cầu tại hệ thống hỗ trợ của CloudFly và nêu mã hỗ trợ.',
  },
  en: {
    subject: 'CloudFly support about your service',
    preheader: 'A message from CloudFly support.',
    heading: 'Service support',
    writes: 'CloudFly support has the following message for you.',
    reference: 'Support reference',
    service: 'Service',
    more: 'If you need more help, please write to CloudFly’s support system and name the support reference.',
  },
};
