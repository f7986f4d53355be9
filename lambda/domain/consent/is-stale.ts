import { stalePurposes } from '../policy/stale-purposes.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { ConsentPurpose } from '../purposes.ts';
import type { ConsentChoice } from './fact.ts';

/**
 * Whether a choice counts as not given any more, because the version in force states its purpose otherwise than the version it was
 * given under (P0.2, P7.4). A refusal never does: a new version takes back no "no".
 */
export function isStale(
  purpose: ConsentPurpose,
  choice: Pick<ConsentChoice, 'granted' | 'policyVersion'>,
  versions: readonly PolicyVersion[],
  inForce: PolicyVersion | undefined,
): boolean {
  if (!choice.granted) return false;
  const given = versions.find(({ version }) => version === choice.policyVersion);
  const knewPurpose = given?.purposes.some((stated) => stated.purpose === purpose) ?? false;
  return !given || !inForce || !knewPurpose || stalePurposes(given, inForce).includes(purpose);
}
