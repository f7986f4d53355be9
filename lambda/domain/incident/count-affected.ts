import * as z from 'zod/mini';
import { limits } from '../../declared/limits.ts';
import type { AuditRow } from '../audit/row.ts';
import type { Job } from '../jobs/job.ts';
import { newJob } from '../jobs/queue-job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { after } from '../span.ts';
import type { StaffViewer } from '../viewer.ts';
import type { AffectedSubject, Incident } from './incident.ts';
import { isSame, merged, newSubject } from './merge-acts.ts';
import { notifyJob } from './notify-job.ts';
import { readWindow, windowPlace } from './read-window.ts';
import { givenIn } from './touched-fields.ts';

const shape = z.object({
  incidentId: z.string(),
  round: z.int(),
  /** When this going through began: whoever resumes it goes on with what the trail's index had then. */
  begunAt: z.exactOptional(z.string()),
  ...windowPlace.shape,
});
/** Within these an index of the trail has every row: who asks sooner is answered now, and again then. */
type Report = z.infer<typeof shape>;
type Deps = Pick<Ports, 'incidents' | 'auditReader' | 'disclosures' | 'jobs' | 'commit' | 'now' | 'random'>;

/** The job that counts those of an incident's window. */
export const countJob = (
  deps: Pick<Ports, 'now' | 'random'>,
  { id: incidentId, round }: Pick<Incident, 'id' | 'round'>,
  viewer: StaffViewer,
): Job =>
  newJob(
    {
      id: deps.random.id(),
      type: 'COUNT_AFFECTED',
      requestedBy: viewer.subject,
      report: { incidentId, round },
    },
    deps.now(),
  );

/**
 * The job that finds whom an incident touches: every act of the window's actors that was allowed and names a customer, and whose data was sealed for
 * the disclosures it names, from the audit trail, page by page. Each page is merged into what was found before, so that repeating it changes nothing;
 * the count is taken at the end from what is there. A window that ended just now is gone through once more, when the trail's index is sure to be
 * whole: the count is final then, and whom only that found is told, where the others were. One that was replaced meanwhile is left.
 */
export async function* countAffected(deps: Deps, job: Job): AsyncGenerator<JobStep> {
  let report: Report = shape.parse(job.report);
  const { incidentId, round, begunAt = deps.now().toISOString() } = report;
  let settledAt: string;
  for (;;) {
    const incident = await deps.incidents.load(incidentId);
    const window = incident?.round === round ? incident.window : undefined;
    if (!window) return yield { report, isDone: true };
    settledAt = after(window.until, { seconds: limits.customerListLagSeconds });
    const page = await readWindow(deps, window, report);
    if (!page) break;
    await keep(deps, { incidentId, round }, page.rows);
    report = { incidentId, round, begunAt, ...page.next };
    yield { report, isDone: false };
  }
  const isFinal = begunAt >= settledAt;
  await settle(deps, { incidentId, round, isFinal });
  if (isFinal) return yield { report, isDone: true };
  yield { report: { incidentId, round }, isDone: false, resumeAt: settledAt };
}

/** Says how many there are; once that is final, has those told who are not yet, if it was asked for. */
async function settle(
  deps: Deps,
  { incidentId, round, isFinal }: Pick<AffectedSubject, 'incidentId' | 'round'> & { isFinal: boolean },
): Promise<void> {
  const affectedCount = await deps.incidents.countAffected(incidentId, round);
  await reread({ STALE_REVISION: 3 }, async () => {
    const before = await deps.incidents.load(incidentId);
    if (before?.round !== round || before.countedAt !== undefined) return;
    if (!isFinal && before.affectedCount === affectedCount) return;
    const countedAt = isFinal ? deps.now().toISOString() : undefined;
    const after = { ...before, affectedCount, countedAt, version: before.version + 1 };
    const { notice } = before;
    const job =
      isFinal && notice?.round === round && notifyJob(deps, { incidentId, round, isWhole: true }, notice.by);
    await deps.commit([...deps.incidents.put(before, after), ...(job ? deps.jobs.insert(job) : [])], []);
  });
}

/** Merges the acts of a page into the rows of those they name. */
async function keep(
  deps: Pick<Ports, 'incidents' | 'disclosures' | 'commit'>,
  { incidentId, round }: Pick<AffectedSubject, 'incidentId' | 'round'>,
  rows: readonly AuditRow[],
): Promise<void> {
  const bySubject = Map.groupBy(
    rows.filter(({ customerId }) => customerId !== undefined),
    ({ customerId = '' }) => customerId,
  );
  if (bySubject.size === 0) return;
  const given = await givenIn(deps, rows);
  await reread({ STALE_REVISION: 3 }, async () => {
    const ids = [...bySubject.keys()];
    const found = await deps.incidents.loadAffected(incidentId, round, ids);
    const writes = ids.flatMap((subjectId, place) => {
      const before = found[place];
      const after = merged(
        before ?? newSubject(incidentId, round, subjectId),
        bySubject.get(subjectId) ?? [],
        given,
      );
      return before && isSame(before, after) ? [] : [deps.incidents.putAffected(before, after)];
    });
    if (writes.length > 0) await deps.commit(writes, []);
  });
}
