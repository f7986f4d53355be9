import { instantText, moneyText } from '../formats.ts';
import { Facts, Greeting, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/** Confirms that a payment came in (P2.1). */
export const paymentConfirmation: Template<'PAYMENT_CONFIRMATION'> = (language, payment) => {
  const words = wording[language];
  const { paymentReference, paid, paidAt, method, service } = payment;
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.received}</Paragraph>
        <Facts
          facts={[
            [words.amount, moneyText(paid, language)],
            [words.at, instantText(paidAt, language)],
            [words.reference, paymentReference],
            [words.method, method],
            [words.service, service],
          ]}
        />
        <Paragraph>{words.keep}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'CloudFly đã nhận được thanh toán của Quý khách',
    preheader: 'Thông tin thanh toán có trong thư này.',
    heading: 'Xác nhận thanh toán',
    received: 'CloudFly đã nhận được khoản thanh toán sau. Xin cảm ơn Quý khách.',
    amount: 'Số tiền',
    at: 'Thời điểm thanh toán',
    reference: 'Mã thanh toán',
    method: 'Hình thức',
    service: 'Dịch vụ',
    keep: 'Quý khách vui lòng giữ thư này để đối chiếu. Nếu có thông tin chưa đúng, xin liên hệ bộ phận hỗ trợ của CloudFly và nêu mã thanh toán.',
  },
  en: {
    subject: 'CloudFly has received your payment',
    preheader: 'The details of your payment are in this mail.',
    heading: 'Payment confirmation',
    received: 'CloudFly has received the following payment. Thank you.',
    amount: 'Amount',
    at: 'Paid at',
    reference: 'Payment reference',
    method: 'Method',
    service: 'Service',
    keep: 'Please keep this mail for your records. If anything is not right, contact CloudFly support and name the payment reference.',
  },
};
