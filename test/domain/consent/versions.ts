import type { PolicyVersion } from '../../../lambda/domain/policy/version.ts';
import { consentPurposes } from '../../../lambda/domain/purposes.ts';

/** Versions in force one after another; each states surveys in its own words, and the even ones no promotions. */
export const versionsOf = (count: number): readonly PolicyVersion[] =>
  Array.from({ length: count }, (_, n) => {
    const version = n + 1;
    const words = (purpose: string) => (purpose === 'SURVEYS' ? `${purpose} ${version}` : purpose);
    const both = (text: string) => ({ vi: `${text} vi`, en: `${text} en` });
    return {
      version,
      effectiveAt: new Date(Date.UTC(2026, n)).toISOString(),
      publishedAt: new Date(Date.UTC(2026, n)).toISOString(),
      digest: both(`digest ${version}`),
      text: both(`text ${version}`),
      sensitiveNotice: both('notice'),
      purposes: consentPurposes
        .filter((purpose) => purpose !== 'PROMOTIONS' || version % 2 === 1)
        .map((purpose) => ({
          purpose,
          coveredByAgreement: false,
          advertising: purpose === 'PROMOTIONS',
          wording: both(words(purpose)),
        })),
    };
  });
