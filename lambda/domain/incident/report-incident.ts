import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { isBlank } from '../input/parser.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeIncident, type IncidentDeps, type NamedIncident } from './change-incident.ts';
import { openIncidentWords, sealIncidentWords } from './incident-words.ts';

/**
 * Says that the authority has the report (L91 23; D356 28): the clock stops. One that is late says why.
 * @throws DomainError those of `changeIncident`, WRONG_STATE at `id` when it was reported, REQUIRED at `lateReason` after 72 hours
 */
export async function reportIncident(
  deps: IncidentDeps,
  viewer: StaffViewer,
  call: NamedIncident & { readonly receipt?: unknown; readonly lateReason?: unknown },
): Promise<{ id: string }> {
  const receipt = isBlank(call.receipt) ? undefined : parseInput(message, call.receipt, ['receipt']);
  const lateReason = isBlank(call.lateReason)
    ? undefined
    : parseInput(message, call.lateReason, ['lateReason']);
  return changeIncident(deps, viewer, call, {
    operation: 'reportIncident',
    action: 'REPORT_INCIDENT',
    input: { receipt: receipt ?? null, lateReason: lateReason ?? null },
    plan({ incident, keyring, sealing, now }) {
      if (incident.state !== 'RECORDED') throw new DomainError('WRONG_STATE', ['id']);
      const isLate = now.toISOString() > incident.reportDueAt;
      if (isLate && lateReason === undefined) throw new DomainError('REQUIRED', ['lateReason']);
      const words = {
        ...openIncidentWords(sealing, keyring, incident),
        ...(receipt !== undefined && { receipt }),
        ...(isLate && lateReason !== undefined && { lateReason }),
      };
      const changes = {
        state: 'REPORTED',
        reportedAt: now.toISOString(),
        reportedBy: viewer.subject,
        ...sealIncidentWords(sealing, keyring, incident.version + 1, words),
      } as const;
      return { changes, fields: [isLate ? 'LATE' : 'IN_TIME'] };
    },
  });
}
