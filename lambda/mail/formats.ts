import type { Language } from '../domain/viewer.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const locales: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

/**
 * An amount of money as its reader writes it: `1.250.000 ₫`, `VND 1,250,000`.
 * @param money.amount in the currency's smallest unit (ISO 4217): dong, but cents
 */
export function moneyText(
  money: { readonly amount: number; readonly currency: string },
  language: Language,
): string {
  const format = new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: language === 'vi' ? 'symbol' : 'code',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(money.amount / 10 ** digits);
}

/** An instant as it is in Vietnam: `14:30 ngày 22/11/2026 (giờ Việt Nam)`, `22 November 2026, 14:30 (Vietnam time)`. */
export function instantText(instant: string, language: Language): string {
  const at = new Date(instant);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  const day = dayText(instant, language);
  return language === 'vi' ? `${time} ngày ${day} (giờ Việt Nam)` : `${day}, ${time} (Vietnam time)`;
}

/** The day of an instant in Vietnam: `22/11/2026`, `22 November 2026`. */
export function dayText(instant: string, language: Language): string {
  const month = language === 'vi' ? '2-digit' : 'long';
  const options = { timeZone, day: '2-digit', month, year: 'numeric' } as const;
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(instant));
}

/** `a, b và c`. */
export function listText(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(items);
}

/** Text that stays on one line: what would end it, and what would turn the direction of reading, is a space. */
export function lineText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** What somebody wrote, as paragraphs of lines. Characters that are no text are left out. */
export function paragraphsOf(text: string): readonly (readonly string[])[] {
  const lines = text.split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/).map(lineText);
  const paragraphs: string[][] = [[]];
  for (const line of lines)
    if (line === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}
