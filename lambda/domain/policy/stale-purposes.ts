import type { ConsentPurpose } from '../purposes.ts';
import { languages } from '../viewer.ts';
import type { PolicyContent, PolicyPurpose } from './version.ts';

/**
 * Purposes whose consent, given under one version, says nothing under another: their flags or their wording in any language are not the
 * same, or they are gone. A consent covers what was shown and nothing else (L91 9, 11).
 */
export function stalePurposes(
  from: Pick<PolicyContent, 'purposes'>,
  to: Pick<PolicyContent, 'purposes'>,
): readonly ConsentPurpose[] {
  return from.purposes.flatMap((before) => {
    const after = to.purposes.find(({ purpose }) => purpose === before.purpose);
    return after && saysTheSame(before, after) ? [] : [before.purpose];
  });
}

function saysTheSame(before: PolicyPurpose, after: PolicyPurpose): boolean {
  return (
    before.advertising === after.advertising &&
    before.coveredByAgreement === after.coveredByAgreement &&
    languages.every((language) => before.wording[language] === after.wording[language])
  );
}
