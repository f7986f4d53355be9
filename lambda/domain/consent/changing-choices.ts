import type { PolicyVersion } from '../policy/version.ts';
import type { Choice } from './consent-writes.ts';
import { type ConsentState, choiceKey } from './fact.ts';
import { isForGrownUps } from './guardianship.ts';
import { isStale } from './is-stale.ts';

/**
 * The choices that say something new. A grant does where none counts: refused, never given, given in other words than those in force, or
 * by a child alone, whatever their age since (L91 24). A refusal does unless it stands already.
 */
export function changingChoices<One extends Choice>(
  state: Pick<ConsentState, 'choices' | 'needsGuardian' | 'childUntil'>,
  choices: readonly One[],
  versions: readonly PolicyVersion[],
  inForce: PolicyVersion | undefined,
): readonly One[] {
  return choices.filter(({ purpose, channel, granted }) => {
    const current = state.choices[choiceKey(purpose, channel)];
    if (!current || current.granted !== granted) return true;
    if (!granted) return false;
    const isOfAChild = state.needsGuardian && isForGrownUps(purpose, inForce) && !current.byGuardian;
    return isOfAChild || isStale(purpose, current, versions, inForce, state.childUntil);
  });
}
