/** Scripts that host names are written in; a letter of any other counts as one of its own. */
const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Georgian',
  'Hebrew',
  'Arabic',
  'Thai',
  'Lao',
  'Khmer',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Cherokee',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Bopomofo',
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const);

/** Scripts that are written together, with Latin or without: Japanese, Korean, Chinese (UTS 39, highly restrictive). */
const together: readonly (readonly string[])[] = [
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
];

/** Whether one part of a host is written in scripts that no language writes together. @param host in Unicode */
export function mixesScripts(host: string): boolean {
  return host.split('.').some((label) => {
    const found = new Set([...label].flatMap((one) => scriptOf(one) ?? []));
    if (found.size < 2) return false;
    found.delete('Latin');
    return !together.some((some) => [...found].every((name) => some.includes(name)));
  });
}

/** Undefined for digits, hyphens and marks, which every script has. */
function scriptOf(letter: string): string | undefined {
  if (/[\p{Script=Common}\p{Script=Inherited}]/u.test(letter)) return undefined;
  return scripts.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'other';
}
