import type { Language } from '../viewer.ts';
import type { Basis } from './disclosure.ts';

/** On what basis something was given, as a customer is told. @param instrument of an order, opened */
export function basisWords({ kind }: Basis, instrument: string | undefined, language: Language): string {
  const said = words[kind][language];
  return instrument === undefined ? said : `${said}: ${instrument}`;
}

const words = {
  LEGAL_ORDER: {
    vi: 'Văn bản yêu cầu của cơ quan có thẩm quyền',
    en: 'A written order of a competent authority',
  },
  PERMISSION: { vi: 'Sự cho phép của Quý khách', en: 'Your permission' },
  COMMITMENT: {
    vi: 'Cam kết bảo vệ thông tin của đơn vị thanh toán',
    en: 'The commitment of a payment processor to protect it',
  },
} as const;
