import type { Settings } from '../ports/settings.ts';
import type { Ports } from '../ports.ts';
import { claimsRequest, isReference } from './reference.ts';
import type { CustomerRequest } from './request.ts';

/** Whether a text can be a reference at all: of a request, or of the outside ticket system. Says nothing of whose it is. */
export function mayBeReference(settings: Pick<Settings, 'referencePattern'>, reference: string): boolean {
  if (claimsRequest(reference)) return isReference(reference);
  return reference.length <= 64 && settings.referencePattern.test(reference);
}

/**
 * What a reference opens of a subject: whatever its reader may see, or, of a request whose sender nothing proves or that waits in quarantine,
 * the words of that very request alone (P3.6).
 */
export type ReachOfReference = 'SUBJECT' | 'OWN_WORDS';

/**
 * What a reference is good for with this very subject (P1.1): a request of theirs that is OPEN or ANSWERED, or is or was kept in quarantine. What
 * is not one of ours is of the outside ticket system, and is judged by its pattern. Undefined: it is no reference of theirs.
 */
export async function reachOfReference(
  deps: Pick<Ports, 'settings' | 'requests'>,
  subjectId: string,
  reference: string,
): Promise<ReachOfReference | undefined> {
  if (!mayBeReference(deps.settings, reference)) return undefined;
  if (!claimsRequest(reference)) return 'SUBJECT';
  const request = await deps.requests.load(subjectId, reference);
  return request && reachOf(request);
}

function reachOf({ state, isUnproven, quarantine }: CustomerRequest): ReachOfReference | undefined {
  if (state === 'QUARANTINED') return 'OWN_WORDS';
  // What was discarded stays readable to whoever is asked why, until it is swept.
  if (state === 'CLOSED') return quarantine?.decision === 'DISCARDED' ? 'OWN_WORDS' : undefined;
  return isUnproven ? 'OWN_WORDS' : 'SUBJECT';
}

/** Whether something may be done for this very subject on a reference: more than to read its words. */
export async function isReferenceOf(
  deps: Pick<Ports, 'settings' | 'requests'>,
  subjectId: string,
  reference: string,
): Promise<boolean> {
  return (await reachOfReference(deps, subjectId, reference)) === 'SUBJECT';
}
