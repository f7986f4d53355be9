import type { Ports, Settings } from '../ports.ts';
import { claimsRequest, isReference } from './reference.ts';

/** Whether a text can be a reference at all: of a request, or of the outside ticket system. Says nothing of whose it is. */
export function mayBeReference(settings: Pick<Settings, 'referencePattern'>, reference: string): boolean {
  if (claimsRequest(reference)) return isReference(reference);
  return reference.length <= 64 && settings.referencePattern.test(reference);
}

/**
 * Whether a reference stands for something open of this very subject (P1.1): a request of theirs that is OPEN or ANSWERED. What is
 * not one of ours is of the outside ticket system, and is judged by its pattern.
 */
export async function isReferenceOf(
  deps: Pick<Ports, 'settings' | 'requests'>,
  subjectId: string,
  reference: string,
): Promise<boolean> {
  if (!mayBeReference(deps.settings, reference)) return false;
  if (!claimsRequest(reference)) return true;
  const request = await deps.requests.load(subjectId, reference);
  return request?.state === 'OPEN' || request?.state === 'ANSWERED';
}
