import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { openIncident } from './change-incident.ts';
import type { Incident } from './incident.ts';
import { type IncidentWords, openIncidentWords } from './incident-words.ts';

/**
 * The words of an incident, for the privacy officer alone: no audit row, no words (P6.4).
 * @throws DomainError FORBIDDEN, NOT_FOUND, INTEGRITY_VIOLATION
 */
export async function readIncidentWords(
  deps: Pick<Ports, 'incidents' | 'sealing' | 'commit' | 'now'>,
  viewer: StaffViewer,
  id: string,
): Promise<{ readonly incident: Incident; readonly words: IncidentWords }> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  const { incident, keyring, sealing } = await openIncident(deps, id);
  await deps.commit([], [entryOf(viewer, { action: 'READ', reference: id, fields: ['incident'] })]);
  return { incident, words: openIncidentWords(sealing, keyring, incident) };
}
