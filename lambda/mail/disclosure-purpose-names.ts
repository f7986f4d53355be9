import type { DisclosurePurpose } from '../domain/disclosure/purpose.ts';
import type { Language } from '../domain/viewer.ts';

/** What a recipient was given information for, as a mail says it. */
export const disclosurePurposeNames: Readonly<Record<DisclosurePurpose, Readonly<Record<Language, string>>>> =
  {
    PAYMENT: { vi: 'thanh toán', en: 'payment' },
    REFUND: { vi: 'hoàn tiền', en: 'a refund' },
    INVOICING: { vi: 'xuất hóa đơn', en: 'invoices' },
    DISPUTE: { vi: 'giải quyết tranh chấp', en: 'a dispute' },
    INVESTIGATION: {
      vi: 'điều tra, kiểm tra của cơ quan có thẩm quyền',
      en: 'an investigation of an authority',
    },
    FRAUD_PREVENTION: { vi: 'chống gian lận', en: 'preventing fraud' },
    DOMAIN_REGISTRATION: { vi: 'đăng ký tên miền', en: 'registering a domain' },
    SERVICE_DELIVERY: { vi: 'cung cấp dịch vụ', en: 'providing a service' },
    OTHER_PERMITTED: { vi: 'mục đích khác Quý khách đã cho phép', en: 'another purpose that you permitted' },
  };
