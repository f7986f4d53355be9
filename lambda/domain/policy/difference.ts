import type { ConsentPurpose } from '../purposes.ts';
import type { Language } from '../viewer.ts';
import { stalePurposes } from './stale-purposes.ts';
import type { PolicyContent, PolicyPurpose } from './version.ts';

/** A purpose that two versions do not state alike in one language; one of the two is undefined when it is new, or gone. */
export interface PurposeDifference {
  readonly purpose: ConsentPurpose;
  readonly before: PolicyPurpose | undefined;
  readonly after: PolicyPurpose | undefined;
}

export interface PolicyDifference {
  readonly textChanged: boolean;
  readonly sensitiveNoticeChanged: boolean;
  readonly purposes: readonly PurposeDifference[];
  /** Of all languages: see `stalePurposes`. */
  readonly stalePurposes: readonly ConsentPurpose[];
}

/** What two versions say differently to who reads one language (P7.2). */
export function policyDifference(
  from: PolicyContent,
  to: PolicyContent,
  language: Language,
): PolicyDifference {
  const names = new Set([...from.purposes, ...to.purposes].map(({ purpose }) => purpose));
  const purposes = [...names].map((purpose) => ({
    purpose,
    before: from.purposes.find((one) => one.purpose === purpose),
    after: to.purposes.find((one) => one.purpose === purpose),
  }));
  return {
    textChanged: from.text[language] !== to.text[language],
    sensitiveNoticeChanged: from.sensitiveNotice[language] !== to.sensitiveNotice[language],
    purposes: purposes.filter(({ before, after }) => shown(before, language) !== shown(after, language)),
    stalePurposes: stalePurposes(from, to),
  };
}

const shown = (stated: PolicyPurpose | undefined, language: Language): string =>
  stated ? JSON.stringify([stated.advertising, stated.coveredByAgreement, stated.wording[language]]) : '';
