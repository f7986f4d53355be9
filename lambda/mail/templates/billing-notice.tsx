import { instantText, moneyText } from '../formats.ts';
import { Action, Facts, Greeting, Paragraph } from './parts.tsx';
import type { Template } from './template.ts';

/** Announces an invoice (P2.5). */
export const billingNotice: Template<'BILLING_NOTICE'> = (language, invoice, { isOffSite }) => {
  const words = wording[language];
  const { invoiceNumber, due, dueAt, service, link } = invoice;
  return {
    ...words,
    body: (
      <>
        <Greeting language={language} />
        <Paragraph>{words.issued}</Paragraph>
        <Facts
          facts={[
            [words.number, invoiceNumber],
            [words.amount, moneyText(due, language)],
            [words.until, dueAt && instantText(dueAt, language)],
            [words.service, service],
          ]}
        />
        {link !== undefined && (
          <Action language={language} label={words.open} link={link} isOffSite={isOffSite(link)} />
        )}
        <Paragraph>{words.paid}</Paragraph>
      </>
    ),
  };
};

const wording = {
  vi: {
    subject: 'Hóa đơn mới từ CloudFly',
    preheader: 'Số tiền và hạn thanh toán có trong thư này.',
    heading: 'Thông báo hóa đơn',
    issued: 'CloudFly xin gửi Quý khách thông tin hóa đơn sau.',
    number: 'Số hóa đơn',
    amount: 'Số tiền cần thanh toán',
    until: 'Hạn thanh toán',
    service: 'Dịch vụ',
    open: 'Xem hóa đơn',
    paid: 'Nếu Quý khách đã thanh toán, xin bỏ qua thư này. Nếu có thông tin chưa đúng, xin liên hệ bộ phận hỗ trợ của CloudFly và nêu số hóa đơn.',
  },
  en: {
    subject: 'A new invoice from CloudFly',
    preheader: 'The amount and when it is due are in this mail.',
    heading: 'Invoice',
    issued: 'CloudFly has issued the following invoice.',
    number: 'Invoice number',
    amount: 'Amount due',
    until: 'Due by',
    service: 'Service',
    open: 'View the invoice',
    paid: 'If you have paid it, please ignore this mail. If anything is not right, contact CloudFly support and name the invoice number.',
  },
};
