import type { Language } from './generated/graphql.ts';
import { accountWords } from './words/account-words.ts';
import { addressWords } from './words/address-words.ts';
import { correctionWords } from './words/correction-words.ts';
import { frameWords } from './words/frame-words.ts';
import { homeWords } from './words/home-words.ts';
import { informationWords } from './words/information-words.ts';
import { leaveWords } from './words/leave-words.ts';
import { preferencesWords } from './words/preferences-words.ts';
import { requestWords } from './words/request-words.ts';
import { signUpWords } from './words/sign-up-words.ts';
import { yourDataWords } from './words/your-data-words.ts';

/** Every word of the demonstration that the API does not give, in both languages, by area. */
export const words = {
  ...frameWords,
  ...preferencesWords,
  ...homeWords,
  ...leaveWords,
  ...signUpWords,
  ...accountWords,
  ...addressWords,
  ...correctionWords,
  ...requestWords,
  ...informationWords,
  ...yourDataWords,
} as const;
export type Word = keyof typeof words;

/** A word in a language, with what is put in. */
export type Say = (word: Word, put?: Readonly<Record<string, string | number>>) => string;

export const speak =
  (language: Language): Say =>
  (word, put = {}) =>
    words[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(put[name] ?? whole));

/** Vietnamese unless the reader's first choice is another language. */
export function preferredLanguage(preferences: readonly string[]): Language {
  const [first] = preferences;
  return first === undefined || first.toLowerCase().split('-')[0] === 'vi' ? 'vi' : 'en';
}
