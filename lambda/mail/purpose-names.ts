import type { ConsentPurpose, ContactChannel } from '../domain/purposes.ts';
import type { Language } from '../domain/viewer.ts';

type Named = Readonly<Record<Language, string>>;

/** What a purpose is called in a mail and on a page: fits after `mail for` as after a bullet. */
export const purposeNames: Readonly<Record<ConsentPurpose, Named>> = {
  STORAGE: { vi: 'lưu trữ thông tin cá nhân', en: 'storing personal information' },
  PAYMENT_CONFIRMATION: { vi: 'xác nhận thanh toán', en: 'payment confirmations' },
  SERVICE_SUPPORT: { vi: 'hỗ trợ sử dụng dịch vụ', en: 'service support' },
  SERVICE_EXTENSION: { vi: 'nhắc gia hạn dịch vụ', en: 'reminders before a service ends' },
  SERVICE_NOTICE: { vi: 'thông báo sự cố và bảo trì', en: 'notices of outages and maintenance' },
  BILLING_NOTICE: { vi: 'hóa đơn và thông báo cước phí', en: 'invoices and notices of charges' },
  NEW_PRODUCTS: { vi: 'giới thiệu sản phẩm và dịch vụ mới', en: 'new products and services' },
  PROMOTIONS: { vi: 'chương trình khuyến mại', en: 'promotions' },
  SURVEYS: { vi: 'khảo sát ý kiến khách hàng', en: 'customer surveys' },
};

export const channelNames: Readonly<Record<ContactChannel, Named>> = {
  EMAIL: { vi: 'email', en: 'email' },
  MESSAGE: { vi: 'tin nhắn', en: 'messages' },
  PHONE: { vi: 'điện thoại', en: 'phone calls' },
};
