import type { Language } from '../generated/graphql.ts';

const locales: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

/** An instant as people in Vietnam read it. */
export const instantIn = (language: Language, instant: string): string =>
  new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(new Date(instant));

/** A calendar day, the same wherever it is read. */
export const dayIn = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
