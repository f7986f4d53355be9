import { stalePurposes } from '../policy/stale-purposes.ts';
import type { PolicyVersion } from '../policy/version.ts';
import { type ConsentPurpose, isMarketing } from '../purposes.ts';
import { type ConsentChoice, type ConsentState, choicesIn } from './fact.ts';

/**
 * Whether a choice counts as not given any more, because a version that came into force since states its purpose otherwise than the
 * version it was given under (P0.2, P7.4). Words that come back bring no consent back. A refusal never is: a new version takes back no "no".
 * So it is, too, with marketing and advertising that the customer granted alone as a child, whatever their age since (L91 24).
 * @param childUntil `ConsentState.childUntil`
 */
export function isStale(
  purpose: ConsentPurpose,
  choice: Pick<ConsentChoice, 'granted' | 'policyVersion' | 'at' | 'byGuardian'>,
  versions: readonly PolicyVersion[],
  inForce: PolicyVersion | undefined,
  childUntil = '',
): boolean {
  if (!choice.granted) return false;
  const given = versions.find(({ version }) => version === choice.policyVersion);
  const stated = given?.purposes.find((one) => one.purpose === purpose);
  if (!given || !inForce || !stated || !standsSince(given, purpose, versions, inForce)) return true;
  return choice.at <= childUntil && !choice.byGuardian && (isMarketing(purpose) || stated.advertising);
}

/** Whether every version after one, up to the one in force, states a purpose as that one did. */
export function standsSince(
  given: PolicyVersion,
  purpose: ConsentPurpose,
  versions: readonly PolicyVersion[],
  inForce: PolicyVersion,
): boolean {
  if (given.version === inForce.version) return true;
  return [...versions, inForce].every(
    (later) =>
      later.version <= given.version ||
      later.version > inForce.version ||
      !stalePurposes(given, later).includes(purpose),
  );
}

/** Purposes of which a choice counts as not given under a version, each once: what its notice and its announcement name. */
export function staleUnder(
  state: Pick<ConsentState, 'choices'> | undefined,
  versions: readonly PolicyVersion[],
  version: PolicyVersion,
): ConsentPurpose[] {
  const stale = state
    ? choicesIn(state).filter((choice) => isStale(choice.purpose, choice, versions, version))
    : [];
  return [...new Set(stale.map(({ purpose }) => purpose))];
}
