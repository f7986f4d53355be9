import type { MailVariables } from '../../domain/mail/templates.ts';
import type { Language } from '../../domain/viewer.ts';
import { instantText } from '../formats.ts';
import { Facts, Greeting, Paragraph, Quoted } from './parts.tsx';
import type { Template } from './template.ts';

type Kind = MailVariables['SERVICE_NOTICE']['kind'];

/** Tells of maintenance, an outage, its end, or a change of a service (P2.5). */
export const serviceNotice: Template<'SERVICE_NOTICE'> = (language, notice, frame) => {
  const { kind, service, from, until, details } = notice;
  const words = wording[language];
  const { said, ...about } = kinds[kind][language];
  return {
    ...about,
    preheader: said,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{said}</Paragraph>
        <Facts
          facts={[
            [words.service, service],
            [words.from, from && instantText(from, language)],
            [words.until[kind], until && instantText(until, language)],
          ]}
        />
        {details !== undefined && <Quoted language={language} words={details} frame={frame} />}
        <Paragraph>{words.sorry[kind]}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    service: 'Dịch vụ',
    from: 'Từ',
    until: {
      MAINTENANCE: 'Dự kiến đến',
      OUTAGE: 'Dự kiến khắc phục xong',
      RESOLVED: 'Đã khắc phục lúc',
      CHANGE: 'Đến',
    },
    sorry: {
      MAINTENANCE: 'Mong Quý khách thông cảm về sự gián đoạn có thể xảy ra trong thời gian này.',
      OUTAGE: 'CloudFly thành thật xin lỗi Quý khách và đang khắc phục trong thời gian sớm nhất.',
      RESOLVED: 'CloudFly thành thật xin lỗi Quý khách về sự gián đoạn vừa qua.',
      CHANGE: 'Nếu có câu hỏi, xin Quý khách liên hệ bộ phận hỗ trợ của CloudFly.',
    },
  },
  en: {
    service: 'Service',
    from: 'From',
    until: {
      MAINTENANCE: 'Expected until',
      OUTAGE: 'Expected to be resolved by',
      RESOLVED: 'Resolved at',
      CHANGE: 'Until',
    },
    sorry: {
      MAINTENANCE: 'We apologise for any interruption during this time.',
      OUTAGE: 'We are sorry for the interruption, and are working to end it as soon as possible.',
      RESOLVED: 'We are sorry for the interruption.',
      CHANGE: 'If you have questions, please contact CloudFly support.',
    },
  },
};

const kinds: Readonly<
  Record<Kind, Readonly<Record<Language, { subject: string; heading: string; said: string }>>>
> = {
  MAINTENANCE: {
    vi: {
      subject: 'CloudFly sẽ bảo trì dịch vụ Quý khách đang sử dụng',
      heading: 'Thông báo bảo trì dịch vụ',
      said: 'CloudFly sẽ bảo trì dịch vụ Quý khách đang sử dụng.',
    },
    en: {
      subject: 'Maintenance of a service that you use at CloudFly',
      heading: 'Maintenance',
      said: 'CloudFly will carry out maintenance of a service that you use.',
    },
  },
  OUTAGE: {
    vi: {
      subject: 'Sự cố dịch vụ tại CloudFly',
      heading: 'Thông báo sự cố dịch vụ',
      said: 'Dịch vụ Quý khách đang sử dụng hiện gặp sự cố.',
    },
    en: {
      subject: 'An outage of a service that you use at CloudFly',
      heading: 'Outage',
      said: 'A service that you use is not available as it should be.',
    },
  },
  RESOLVED: {
    vi: {
      subject: 'Sự cố dịch vụ tại CloudFly đã được khắc phục',
      heading: 'Sự cố đã được khắc phục',
      said: 'Sự cố của dịch vụ Quý khách đang sử dụng đã được khắc phục.',
    },
    en: {
      subject: 'The outage at CloudFly is resolved',
      heading: 'The outage is resolved',
      said: 'The outage of a service that you use is resolved.',
    },
  },
  CHANGE: {
    vi: {
      subject: 'Thay đổi đối với dịch vụ Quý khách đang sử dụng tại CloudFly',
      heading: 'Thông báo thay đổi dịch vụ',
      said: 'Dịch vụ Quý khách đang sử dụng có thay đổi sau.',
    },
    en: {
      subject: 'A change to a service that you use at CloudFly',
      heading: 'A change to your service',
      said: 'A service that you use changes as follows.',
    },
  },
};
