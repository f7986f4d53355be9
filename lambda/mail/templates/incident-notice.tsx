import { classWords } from '../../domain/incident/class-words.ts';
import { instantText, listText } from '../formats.ts';
import { Facts, Greeting, Paragraph, Quoted } from './parts.tsx';
import type { Template } from './template.ts';

/**
 * Tells a customer of a breach that concerns them (L91 23; D356 28), in the words of the privacy officer. It names kinds of data, never a value:
 * it goes to an address that need not be confirmed.
 */
export const incidentNotice: Template<'INCIDENT_NOTICE'> = (
  language,
  { discoveredAt, classes, words: said },
  frame,
) => {
  const { since, data, paragraphs, ...words } = wording[language];
  const [told, ...others] = paragraphs;
  const kinds = listText(
    classes.map((dataClass) => classWords[dataClass][language]),
    language,
  );
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{told}</Paragraph>
        <Facts
          facts={[
            [since, instantText(discoveredAt, language)],
            [data, kinds],
          ]}
        />
        <Quoted language={language} words={said} frame={frame} />
        {others.map((paragraph) => (
          <Paragraph key={paragraph}>{paragraph}</Paragraph>
        ))}
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'Thông báo của CloudFly về sự cố liên quan đến dữ liệu cá nhân của Quý khách',
    preheader: 'Điều đã xảy ra và điều Quý khách nên làm.',
    heading: 'Sự cố liên quan đến dữ liệu cá nhân',
    since: 'Phát hiện lúc',
    data: 'Loại dữ liệu',
    paragraphs: [
      'CloudFly rất tiếc phải thông báo: đã xảy ra một sự cố về bảo vệ dữ liệu cá nhân, và dữ liệu của Quý khách nằm trong phạm vi ảnh hưởng.',
      'Sau khi đăng nhập CloudFly, Quý khách có thể xem ai đã xem hoặc nhận dữ liệu nào của mình. CloudFly không bao giờ hỏi mật khẩu hay số thẻ của Quý khách qua thư.',
      'Mọi câu hỏi xin gửi về CloudFly theo thông tin ở cuối thư này.',
    ],
  },
  en: {
    subject: 'A notice from CloudFly about an incident that concerns your personal data',
    preheader: 'What happened, and what you can do.',
    heading: 'An incident that concerns your personal data',
    since: 'Discovered',
    data: 'Kinds of data',
    paragraphs: [
      'CloudFly is sorry to tell you of a breach of the protection of personal data. Your data is among what it concerns.',
      'When signed in to CloudFly you can see who read or received which data of yours. CloudFly never asks for your password or card number by mail.',
      'Please send any question to CloudFly, as the end of this mail says.',
    ],
  },
};
