import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeIncident, type IncidentDeps, type NamedIncident } from './change-incident.ts';
import { givenNotice, sealNoticeWords } from './incident-words.ts';
import { notifyJob } from './notify-job.ts';

/**
 * Has every affected customer told by a mail that cannot be refused, in words of the privacy officer, in both languages: a job, which
 * writes to each once, however often this is asked for. It need not wait for the final count: whom that finds later is told by a job that follows it.
 * @throws DomainError those of `changeIncident`, input issues at `vi` and `en`, WRONG_STATE at `id` before those affected were counted
 */
export async function notifyAffected(
  deps: IncidentDeps,
  viewer: StaffViewer,
  call: NamedIncident & { readonly words: unknown },
): Promise<{ id: string }> {
  const words = parseInput(givenNotice, call.words);
  return changeIncident(deps, viewer, call, {
    operation: 'notifyAffected',
    action: 'NOTIFY_OF_INCIDENT',
    input: words,
    plan({ incident, keyring, sealing, now }) {
      const { id, round, affectedCount, countedAt } = incident;
      if (affectedCount === undefined) throw new DomainError('WRONG_STATE', ['id']);
      const at = now.toISOString();
      const sealed = sealNoticeWords(sealing, keyring, incident.version + 1, words);
      const telling = { incidentId: id, round, isWhole: countedAt !== undefined };
      return {
        changes: { notice: { round, at, by: viewer.subject, ...sealed }, notifiedAt: undefined },
        also: deps.jobs.insert(notifyJob(deps, telling, viewer.subject)),
        fields: ['words'],
      };
    },
  });
}
