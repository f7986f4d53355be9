import type { Language } from '../generated/graphql.ts';

const locales: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

/** An instant as people in Vietnam read it. */
export function instantIn(language: Language, instant: string): string {
  const part = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { ...style, timeZone: 'Asia/Ho_Chi_Minh' }).format(
      new Date(instant),
    );
  const day = part({ dateStyle: 'long' });
  const time = part({ timeStyle: 'short' });
  return language === 'vi' ? `${time} ngày ${day}` : `${day}, ${time}`;
}

/** A calendar day, the same wherever it is read. */
export const dayIn = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));

/** A size in bytes, as people read it. */
export function sizeIn(language: Language, bytes: number): string {
  const [size, unit] =
    bytes < 1000 ? [bytes, 'B'] : bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(size)} ${unit}`;
}
