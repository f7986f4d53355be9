import { type Language, languages } from '../domain/viewer.ts';

/** The best of the languages there are, by Accept-Language (RFC 9110 12.5.4); Vietnamese when none is asked for. */
export function preferredLanguage(header: string | undefined): Language {
  const ranked = (header ?? '')
    .slice(0, 256)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      return { language: tag.split('-')[0], weight: weightOf(parameters) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of ranked) {
    const spoken = languages.find((one) => one === language);
    if (spoken) return spoken;
  }
  return 'vi';
}

/** The weight among a range's parameters (RFC 9110 12.4.2): 1 when none is given, 0 when it is none. */
export function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  if (given === undefined) return 1;
  return /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(given) ? Number(given.slice(2)) : 0;
}
