import { newJob } from '../jobs/queue-job.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { entryOf } from './entry.ts';

/** Asks for the audit trail to be verified against its archive: a job, since it reads every row (P6.2). */
export async function requestVerification(
  deps: Pick<Ports, 'now' | 'random' | 'commit' | 'blindIndex' | 'jobs' | 'idempotency'>,
  viewer: StaffViewer,
  call: { idempotencyKey: string },
): Promise<{ jobId: string }> {
  const { idempotencyKey } = call;
  const scope = { caller: `staff:${viewer.subject}`, operation: 'verifyAudit', idempotencyKey, input: null };
  return once(deps, scope, async () => {
    const id = deps.random.id();
    const job = newJob({ id, type: 'VERIFY_AUDIT', requestedBy: viewer.subject }, deps.now());
    return {
      writes: [...deps.jobs.insert(job)],
      audit: [entryOf(viewer, { action: 'REQUEST_AUDIT_VERIFICATION', outcome: 'ALLOWED' })],
      result: { jobId: job.id },
    };
  });
}
