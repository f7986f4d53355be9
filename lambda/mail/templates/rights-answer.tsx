import { rightWords } from '../../domain/rights/right-words.ts';
import type { RightsOutcome } from '../../domain/rights/rights-request.ts';
import type { Language } from '../../domain/viewer.ts';
import { instantText } from '../formats.ts';
import { Action, Facts, Greeting, Paragraph, Quoted } from './parts.tsx';
import type { Template } from './template.ts';

/** Outcomes after which something is still to come, and by when. */
const awaited: readonly RightsOutcome[] = ['RECEIVED', 'READY', 'GRANTED', 'EXTENDED'];

/** What became of a right that the customer asked for (D356 5): it cannot be refused (P2.6). A copy itself never goes by mail. */
export const rightsAnswer: Template<'RIGHTS_ANSWER'> = (language, answer, frame) => {
  const { right, outcome, reference, words: said, until, link } = answer;
  const words = wording[language];
  const by = until !== undefined && awaited.includes(outcome) ? instantText(until, language) : undefined;
  return {
    subject: words.subject,
    preheader: words.preheader,
    heading: words.heading,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.outcomes[outcome]}</Paragraph>
        <Facts
          facts={[
            [words.right, rightWords[right][language]],
            [words.reference, reference],
            [outcome === 'READY' ? words.fetchBy : words.by, by],
          ]}
        />
        {right === 'WITHDRAW_STORAGE' && outcome === 'REFUSED' && (
          <Paragraph>{words.staysRestricted}</Paragraph>
        )}
        {said !== undefined && <Quoted language={language} words={said} frame={frame} />}
        {link !== undefined && <Action language={language} label={words.open} link={link} />}
        <Paragraph>{words.notYou}</Paragraph>
        <Paragraph>{words.more}</Paragraph>
      </>
    ),
  };
};

interface Wording {
  readonly subject: string;
  readonly preheader: string;
  readonly heading: string;
  readonly outcomes: Readonly<Record<RightsOutcome, string>>;
  readonly right: string;
  readonly reference: string;
  readonly by: string;
  readonly fetchBy: string;
  readonly staysRestricted: string;
  readonly open: string;
  readonly notYou: string;
  readonly more: string;
}

const wording: Readonly<Record<Language, Wording>> = {
  vi: {
    subject: 'CloudFly trả lời yêu cầu về dữ liệu cá nhân của Quý khách',
    preheader: 'Kết quả và thời hạn có trong thư này.',
    heading: 'Quyền đối với dữ liệu cá nhân',
    outcomes: {
      RECEIVED:
        'CloudFly đã nhận yêu cầu sau của Quý khách và sẽ trả lời trong hai ngày làm việc. Trước khi yêu cầu được giải quyết, Quý khách có thể rút lại sau khi đăng nhập.',
      READY:
        'Bản sao dữ liệu cá nhân của Quý khách đã sẵn sàng. Vui lòng đăng nhập để tải về; CloudFly không gửi bản sao qua thư.',
      DONE: 'CloudFly đã thực hiện yêu cầu sau của Quý khách.',
      GRANTED: 'CloudFly đã chấp nhận yêu cầu sau của Quý khách và đang thực hiện.',
      REFUSED: 'CloudFly chưa thể thực hiện yêu cầu sau của Quý khách, vì lý do nêu dưới đây.',
      EXTENDED:
        'CloudFly cần thêm thời gian cho yêu cầu sau của Quý khách, vì lý do nêu dưới đây. Thời hạn chỉ được gia hạn một lần.',
    },
    right: 'Quyền',
    reference: 'Mã yêu cầu',
    by: 'Thực hiện chậm nhất',
    fetchBy: 'Tải về trước',
    staysRestricted:
      'Việc xử lý dữ liệu của Quý khách vẫn bị hạn chế. Sau khi đăng nhập, Quý khách có thể bỏ hạn chế bằng cách đồng ý lưu trữ lại.',
    open: 'Đăng nhập',
    notYou: 'Nếu Quý khách không gửi yêu cầu này, xin liên hệ ngay bộ phận hỗ trợ của CloudFly.',
    more: 'Nếu chưa đồng ý với câu trả lời, xin Quý khách liên hệ bộ phận hỗ trợ của CloudFly và nêu mã yêu cầu.',
  },
  en: {
    subject: 'CloudFly’s answer about your personal data',
    preheader: 'What becomes of your request, and when, is in this mail.',
    heading: 'Your rights in your personal data',
    outcomes: {
      RECEIVED:
        'CloudFly has received this request of yours, and answers it within two working days. Until it is decided you can withdraw it when signed in.',
      READY:
        'The copy of your personal data is ready. Please sign in to fetch it; CloudFly never sends it by mail.',
      DONE: 'CloudFly has done what you asked for.',
      GRANTED: 'CloudFly has granted this request of yours, and is carrying it out.',
      REFUSED: 'CloudFly cannot do what you asked for, for the reason below.',
      EXTENDED:
        'CloudFly needs more time for this request of yours, for the reason below. It is extended once only.',
    },
    right: 'Right',
    reference: 'Request',
    by: 'Done at the latest',
    fetchBy: 'Fetch it before',
    staysRestricted:
      'Processing of your data stays restricted. You can lift the restriction when signed in, by agreeing to storing again.',
    open: 'Sign in',
    notYou: 'If you did not ask for this, please contact CloudFly support at once.',
    more: 'If you do not agree with the answer, please contact CloudFly support and name the request.',
  },
};
