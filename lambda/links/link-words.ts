import type { Language } from '../domain/viewer.ts';
import type { PageWords } from './page.ts';

/** What every kind of links may have to say. */
export const linkWords: Readonly<
  Record<'NOT_FOUND' | 'NOT_ALLOWED' | 'TRY_AGAIN', Readonly<Record<Language, PageWords>>>
> = {
  NOT_FOUND: {
    vi: {
      heading: 'Không tìm thấy trang',
      paragraphs: ['Vui lòng kiểm tra xem liên kết trong thư đã được sao chép đầy đủ chưa.'],
    },
    en: {
      heading: 'There is no such page',
      paragraphs: ['Please check that the link in the mail was copied in full.'],
    },
  },
  NOT_ALLOWED: {
    vi: {
      heading: 'Không thể thực hiện',
      paragraphs: ['Trang này chỉ có thể mở để xem và bấm nút trên trang.'],
    },
    en: {
      heading: 'This cannot be done',
      paragraphs: ['This page can be opened, and its button pressed; nothing else.'],
    },
  },
  TRY_AGAIN: {
    vi: {
      heading: 'Chưa thực hiện được',
      paragraphs: ['Hệ thống đang bận. Vui lòng mở lại liên kết sau ít phút.'],
    },
    en: {
      heading: 'Not done yet',
      paragraphs: ['The system is busy. Please open the link again in a few minutes.'],
    },
  },
};
