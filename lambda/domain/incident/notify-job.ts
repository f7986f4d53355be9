import type { Job } from '../jobs/job.ts';
import { newJob } from '../jobs/queue-job.ts';
import type { Ports } from '../ports.ts';

/** The job that tells those of an incident's window. */
export const notifyJob = (
  deps: Pick<Ports, 'now' | 'random'>,
  report: {
    readonly incidentId: string;
    readonly round: number;
    /** Whether the count was final before it began: then whoever it finds is everybody. */
    readonly isWhole: boolean;
  },
  requestedBy: string,
): Job => newJob({ id: deps.random.id(), type: 'NOTIFY_AFFECTED', requestedBy, report }, deps.now());
