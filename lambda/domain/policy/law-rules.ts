import type { personalFields } from '../access.ts';
import type { Issue } from '../errors.ts';
import { type ConsentPurpose, isMarketing } from '../purposes.ts';
import { languages } from '../viewer.ts';
import type { PolicyContent } from './version.ts';

/** A rule of law that a version of the policy is held to before anybody can approve it (P7.3). */
export interface LawRule {
  /** Stable: published versions name the rules they were published against. */
  readonly id: string;
  readonly article: string;
  /** What breaks it, each with its place in the content; empty when it is kept. */
  check(content: PolicyContent): readonly Issue[];
  /** Whether the operator may publish against it, with a reason that everybody reads. Where the law leaves no other way: never. */
  readonly overridable: boolean;
}

type SensitiveField = {
  [Field in keyof typeof personalFields]: (typeof personalFields)[Field]['sensitive'] extends true
    ? Field
    : never;
}[keyof typeof personalFields];

/** Words by which a notice names each sensitive field that is collected. */
const sensitiveWords: Readonly<Record<SensitiveField, Readonly<Record<'vi' | 'en', string>>>> = {
  bankAccount: { vi: 'ngân hàng', en: 'bank' },
  card: { vi: 'thẻ', en: 'card' },
};

/** The rules, all of them. A rule is added here and nowhere else; its code is worded, with its article, in `schema/error-words.ts`. */
export const lawRules: readonly LawRule[] = [
  {
    id: 'marketing-unbundled',
    article: 'L91 9, 11; D330 37',
    overridable: true,
    check: ({ purposes }) =>
      purposes.flatMap(({ purpose, advertising, coveredByAgreement }, i): Issue[] =>
        purpose !== 'STORAGE' && coveredByAgreement && (advertising || isMarketing(purpose))
          ? [{ code: 'BUNDLED_CONSENT', path: ['purposes', String(i), 'coveredByAgreement'] }]
          : [],
      ),
  },
  {
    id: 'storage-of-its-own',
    article: 'L91 9',
    overridable: false,
    check: ({ purposes }) => {
      const i = purposes.findIndex(({ purpose }) => purpose === 'STORAGE');
      const storage = purposes[i];
      if (!storage) return [{ code: 'REQUIRED', path: ['purposes', 'STORAGE'] }];
      const wrong = (['coveredByAgreement', 'advertising'] as const).filter((flag) => storage[flag]);
      return wrong.map((flag) => ({ code: 'STORAGE_BUNDLED', path: ['purposes', String(i), flag] }));
    },
  },
  {
    id: 'sensitive-data-named',
    article: 'D356 6(4)',
    // Other words may name them as well.
    overridable: true,
    check: ({ sensitiveNotice }) =>
      languages.flatMap((language): Issue[] => {
        const notice = inOneLine(sensitiveNotice[language]);
        const namesAll = Object.values(sensitiveWords).every((words) => notice.includes(words[language]));
        return namesAll ? [] : [{ code: 'SENSITIVE_NOT_NAMED', path: ['sensitiveNotice', language] }];
      }),
  },
  {
    id: 'one-choice-one-purpose',
    article: 'L91 9, 11; D356 6(3)',
    overridable: false,
    check: ({ purposes }) =>
      languages.flatMap((language) =>
        purposes.flatMap(({ purpose, wording }, i): Issue[] =>
          purposes
            .slice(0, i)
            .some(
              (other) =>
                other.purpose !== purpose && alike(other.wording[language]) === alike(wording[language]),
            )
            ? [{ code: 'SAME_WORDING', path: ['purposes', String(i), 'wording', language] }]
            : [],
        ),
      ),
  },
  {
    id: 'advertising-is-called-so',
    article: 'D91 3, 17',
    overridable: false,
    check: ({ purposes }) =>
      purposes.flatMap(({ purpose, advertising }, i): Issue[] =>
        advertisingByLaw.includes(purpose) && !advertising
          ? [{ code: 'ADVERTISING_NOT_STATED', path: ['purposes', String(i), 'advertising'] }]
          : [],
      ),
  },
];

/** Tell of goods and services, and so are advertising by law; a survey need not be. */
const advertisingByLaw: readonly ConsentPurpose[] = ['NEW_PRODUCTS', 'PROMOTIONS'];

const inOneLine = (words: string): string => words.normalize('NFC').replace(/\s+/gu, ' ').toLowerCase();

/** What a reader takes for the same words: letters, their marks and digits alone, whatever stands between them or is not to be seen. */
const alike = (words: string): string =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{DI}|[^\p{L}\p{M}\p{N}]/gu, '')
    .normalize('NFKC');
