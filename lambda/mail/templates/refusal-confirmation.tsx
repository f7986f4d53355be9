import type { MailVariables } from '../../domain/mail/templates.ts';
import type { Language } from '../../domain/viewer.ts';
import { instantText, listText } from '../formats.ts';
import { channelNames, purposeNames } from '../purpose-names.ts';
import { Facts, Greeting, List, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/** Confirms a refusal once: received, when, and from when it holds. No advertising, and nothing to press (D330 37(3)(d)). */
export const refusalConfirmation: Template<'REFUSAL_CONFIRMATION'> = (language, refusal) => {
  const words = wording[language];
  const at = instantText(refusal.refusedAt, language);
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.received}</Paragraph>
        <List items={refusal.refused.flatMap((group) => refusedWords(group, language))} />
        <Facts
          facts={[
            [words.at, at],
            [words.from, words.atOnce],
          ]}
        />
        <Paragraph>{words.already}</Paragraph>
        <Paragraph>{words.still}</Paragraph>
        <Paragraph>{words.undo}</Paragraph>
      </>
    ),
  };
};

/** `promotions (by email and phone)` */
function refusedWords(
  { purposes, channels }: MailVariables['REFUSAL_CONFIRMATION']['refused'][number],
  language: Language,
): readonly string[] {
  const by = listText(
    channels.map((channel) => channelNames[channel][language]),
    language,
  );
  return purposes.map((purpose) => `${purposeNames[purpose][language]} (${wording[language].by} ${by})`);
}

const wording = {
  vi: {
    subject: 'CloudFly đã ghi nhận việc từ chối của Quý khách',
    preheader: 'Việc từ chối có hiệu lực ngay từ lúc tiếp nhận.',
    heading: 'Đã ghi nhận việc từ chối',
    received: 'CloudFly đã tiếp nhận việc Quý khách từ chối liên hệ cho các mục đích sau:',
    by: 'qua',
    at: 'Tiếp nhận lúc',
    from: 'Ngừng từ',
    atOnce: 'ngay khi tiếp nhận',
    already: 'Chỉ những thư đã bắt đầu được gửi trước thời điểm đó mới có thể còn đến hộp thư của Quý khách.',
    still:
      'CloudFly vẫn gửi những thư bắt buộc, chẳng hạn trả lời yêu cầu của Quý khách, thông báo bảo mật và thay đổi chính sách.',
    undo: 'Nếu đổi ý, Quý khách có thể đăng nhập và chọn lại trong mục lựa chọn liên hệ. Quý khách không cần trả lời thư này.',
  },
  en: {
    subject: 'CloudFly has recorded your refusal',
    preheader: 'It holds from the moment it was received.',
    heading: 'Your refusal is recorded',
    received: 'CloudFly has received your refusal to be contacted for the following purposes:',
    by: 'by',
    at: 'Received at',
    from: 'Stops',
    atOnce: 'at once, from when it was received',
    already: 'Only mail whose sending had begun before then may still reach you.',
    still:
      'CloudFly still sends what it must, such as answers to your own requests, security notices and changes of the policy.',
    undo: 'If you change your mind, you can sign in and choose again in your contact preferences. You need not answer this mail.',
  },
};
