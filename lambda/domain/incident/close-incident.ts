import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeIncident, type IncidentDeps, type NamedIncident } from './change-incident.ts';
import { openIncidentWords, sealIncidentWords } from './incident-words.ts';

/**
 * Closes an incident with what came of it. One that was not reported, because it was none, or without the authority's receipt, is closed by another
 * person than who recorded it: a clock of law ends with it.
 * @throws DomainError those of `changeIncident`, input issues at `conclusion`, SAME_PERSON at `id`
 */
export async function closeIncident(
  deps: IncidentDeps,
  viewer: StaffViewer,
  call: NamedIncident & { readonly conclusion: unknown },
): Promise<{ id: string }> {
  const conclusion = parseInput(message, call.conclusion, ['conclusion']);
  return changeIncident(deps, viewer, call, {
    operation: 'closeIncident',
    action: 'CLOSE_INCIDENT',
    input: conclusion,
    plan({ incident, keyring, sealing, now }) {
      const isReported = incident.state === 'REPORTED';
      const said = openIncidentWords(sealing, keyring, incident);
      const isProven = isReported && said.receipt !== undefined;
      if (!isProven && viewer.subject === incident.recordedBy) throw new DomainError('SAME_PERSON', ['id']);
      const words = { ...said, conclusion };
      const changes = {
        state: 'CLOSED',
        closedAt: now.toISOString(),
        closedBy: viewer.subject,
        ...sealIncidentWords(sealing, keyring, incident.version + 1, words),
      } as const;
      return { changes, fields: [isReported ? 'REPORTED' : 'NOT_REPORTED'] };
    },
  });
}
