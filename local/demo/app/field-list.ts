import type { Language } from '../generated/graphql.ts';
import { personalFieldWords } from '../words/data-code-words.ts';

/** Fields by their codes or names, in words; one that has none stands as it is called. */
export function fieldList(language: Language, fields: readonly string[]): string {
  const words: Readonly<Record<string, (typeof personalFieldWords)['NAME'] | undefined>> = personalFieldWords;
  const codeOf = (field: string) => field.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
  return fields.map((field) => words[codeOf(field)]?.[language] ?? field).join(', ');
}
